import { setTimeout as sleepFor } from 'node:timers/promises';

import packageJson from '../../package.json' with { type: 'json' };
import { ClientError, type ErrorParams, type ClientErrorCode } from '../client-error.ts';
import type { ProxySettings } from './proxy.ts';
import type { MovedName } from './redirect.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';

/** Holds what tests replace. */
export interface TransportDeps {
  /** Gives a number between 0 inclusive and 1 exclusive. */
  readonly random: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Tells the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells that a request is about to be repeated. */
export interface RetryEvent {
  /** The number of the try that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly code: ClientErrorCode;
  readonly params: ErrorParams;
}

/** Says how a registry is reached. */
export interface TransportOptions {
  /** Address of the registry, such as `https://forge.example.ma`; a path in front of `/api/v1` is kept. */
  readonly registry: string;
  readonly token?: string | undefined;
  /** What speaks, in front of this package's own name: `nforge/0.1.0`. */
  readonly userAgent?: string | undefined;
  /** Language of the registry's texts, as a value of Accept-Language. */
  readonly language?: string | undefined;
  /** A PEM file with certificates that are trusted in addition to the system's. */
  readonly caFile?: string | undefined;
  /** Default: none. See {@link proxyFromEnvironment}. */
  readonly proxy?: ProxySettings | undefined;
  /** Milliseconds: to connect, to the head of the answer, between two pieces of a body. Default 10, 120 and 30 s. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /** Is told, once, of each name that the registry reads as another one. */
  readonly onMoved?: ((moved: MovedName) => void) | undefined;
  readonly deps?: Partial<TransportDeps> | undefined;
}

/** Holds timeouts in milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

/** Is the completed form of {@link TransportOptions}. */
export interface Settled {
  readonly base: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly caFile: string | undefined;
  readonly proxy: ProxySettings;
  readonly timeouts: Timeouts;
  readonly retry: RetryPolicy;
  readonly onRetry: (event: RetryEvent) => void;
  readonly onMoved: (moved: MovedName) => void;
  readonly deps: TransportDeps;
}

/** Tells the version of this package. */
export const CLIENT_VERSION: string = packageJson.version;

const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 120_000, bodyMs: 30_000 };

const DEFAULT_DEPS: TransportDeps = {
  random: () => Math.random(),
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }),
  now: () => Date.now(),
};

/**
 * Completes the options with defaults and checks them.
 * @throws ClientError `option-invalid`
 */
export function settle(options: TransportOptions): Settled {
  const { token } = options;
  // The token goes into a header: a line break in it would be a header of the attacker's choice.
  if (token !== undefined && !/^[\x21-\x7e]{1,512}$/.test(token)) {
    throw new ClientError('option-invalid', { params: { option: 'token', value: '' } });
  }
  const agent = `national-forge-client/${CLIENT_VERSION} node/${process.versions.node}`;
  return {
    base: parseRegistry(options.registry),
    headers: {
      'user-agent': options.userAgent === undefined ? agent : `${printable(options.userAgent)} ${agent}`,
      'accept-language': printable(options.language ?? 'en'),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    caFile: options.caFile,
    proxy: { ...options.proxy },
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    retry: { ...DEFAULT_RETRY, ...options.retry },
    onRetry: options.onRetry ?? (() => undefined),
    onMoved: oncePerName(options.onMoved ?? (() => undefined)),
    deps: { ...DEFAULT_DEPS, ...options.deps },
  };
}

/** Many reads of one command meet the same name. */
function oncePerName(tell: (moved: MovedName) => void): (moved: MovedName) => void {
  const told = new Set<string>();
  return (moved) => {
    const name = `${moved.from} ${moved.to}`;
    if (told.has(name)) return;
    told.add(name);
    tell(moved);
  };
}

/**
 * Parses the address of a registry; a trailing slash makes no difference.
 * @throws ClientError `option-invalid`
 */
function parseRegistry(address: string): URL {
  const url = URL.parse(address);
  const usable = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username + url.password === '';
  if (!usable || url.search !== '' || url.hash !== '') {
    throw new ClientError('option-invalid', { params: { option: 'registry', value: url === null ? address : '' } });
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Writes the address of a registry in the one form that lock files hold. */
export function formatRegistry(url: URL): string {
  return url.href.replace(/\/$/, '');
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
