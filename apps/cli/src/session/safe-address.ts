const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Tells whether an address is on this computer or encrypted, so that nobody on the way reads the token. */
export function isSafeAddress(registry: string): 'encrypted' | 'loopback' | 'clear' {
  const url = URL.parse(registry);
  if (url?.protocol === 'https:') return 'encrypted';
  return url !== null && LOOPBACK.test(url.hostname) ? 'loopback' : 'clear';
}
