import helmet from 'helmet';

/**
 * Sets the headers that keep a browser from being used against its owner. Nothing may be loaded but what a page allows
 * itself in its own policy; HSTS is sent only by a registry whose public address is https.
 */
export function securityHeaders(isSecure: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
}
