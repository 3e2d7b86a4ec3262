import { ClientError } from '../client-error.ts';
import { isExempt } from './no-proxy.ts';

/** Names the proxies to go through; all members are optional. */
export interface ProxySettings {
  /** Proxy for `https:` addresses (`http://user:password@host:port`). */
  readonly https?: string | undefined;
  /** Proxy for `http:` addresses. */
  readonly http?: string | undefined;
  /** What goes without a proxy, see {@link isExempt}. */
  readonly noProxy?: string | undefined;
}

/** Is a proxy that a request goes through. */
export interface Proxy {
  /** `http://host:port` or `https://host:port`, without credentials. */
  readonly origin: string;
  /** Value of Proxy-Authorization. */
  readonly authorization: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the proxy settings of a process: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY; the lower-case form wins.
 * HTTP_PROXY in capitals is ignored where REQUEST_METHOD is set: in a CGI program a client could have sent it as a header.
 */
export function proxyFromEnvironment(environment: Environment): ProxySettings {
  const read = (name: string): string | undefined =>
    nonEmpty(environment[name.toLowerCase()]) ?? nonEmpty(environment[name]);
  const all = read('ALL_PROXY');
  const http = environment['REQUEST_METHOD'] === undefined ? read('HTTP_PROXY') : nonEmpty(environment['http_proxy']);
  return { https: read('HTTPS_PROXY') ?? all, http: http ?? all, noProxy: read('NO_PROXY') };
}

/**
 * Tells which proxy a request to an address takes, or undefined for none.
 * @throws ClientError `option-invalid` when the proxy that applies is no http(s) URL
 */
export function proxyFor(target: URL, settings: ProxySettings): Proxy | undefined {
  const secure = target.protocol === 'https:';
  const address = secure ? settings.https : settings.http;
  if (address === undefined) return undefined;
  const port = target.port === '' ? (secure ? 443 : 80) : Number(target.port);
  if (isExempt(settings.noProxy ?? '', { host: target.hostname, port })) return undefined;
  return parseProxy(address);
}

function parseProxy(address: string): Proxy {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
  // The value is not repeated in the error: it may hold a password.
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new ClientError('option-invalid', { params: { option: 'proxy', value: url?.protocol ?? '' } });
  }
  const credentials = url.username === '' ? undefined : `${decode(url.username)}:${decode(url.password)}`;
  const authorization = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  return { origin: url.origin, authorization };
}

/** A password typed without percent-encoding may hold a lone `%`: it is then meant as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
