import { problem, PROBLEMS, isProblemCode } from '@national-forge/api';
import * as z from 'zod';

import { ClientError, isClientError, type ClientErrorCode } from '../client-error.ts';
import { codeOf } from '../files/file-failure.ts';
import { ProxyFailure } from './connection.ts';

/** Says where a request went, for the parameters of its errors. */
export interface Circumstances {
  /** `host[:port]` of the registry. */
  readonly host: string;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|INVALID_PURPOSE|UNSPECIFIED|ERROR_IN_|CA_|KEYUSAGE_|EPROTO)/;
// Codes of misuse (ERR_INVALID_…, UND_ERR_INVALID_ARG) are faults of the program and stay what they are.
const NETWORK =
  /^(E(?!RR_)[A-Z0-9_]+|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_(?!INVALID_|NOT_SUPPORTED)[A-Z0-9_]+|HPE_[A-Z_]+)$/;
const CODING = /^(Z_|ERR_ZLIB|ERR_BROTLI|ERR__ERROR_|ERR_ZSTD|ZSTD_)/i;

/** Turns what a request threw into a ClientError; a fault of the program itself passes through as it is. */
export function toClientError(error: unknown, { host, signal }: Circumstances): unknown {
  if (isClientError(error)) return error;
  if (signal?.aborted === true) return new ClientError('cancelled', { cause: error });
  if (error instanceof ProxyFailure) return proxyError(error);
  const code = codeOf(error);
  if (code === undefined) return error;
  if (TIMEOUTS.has(code)) return new ClientError('timeout', { params: { host, reason: code }, cause: error });
  if (CODING.test(code)) return new ClientError('protocol', { params: { host, reason: 'encoding' }, cause: error });
  if (TLS.test(code)) return new ClientError('tls', { params: { host, reason: code }, cause: error });
  if (NETWORK.test(code)) return new ClientError('network', { params: { host, reason: code }, cause: error });
  return error;
}

function proxyError(error: ProxyFailure): ClientError {
  const { proxy, status } = error;
  if (status === 407) return new ClientError('proxy-auth', { params: { proxy }, status, cause: error });
  if (status !== undefined)
    return new ClientError('proxy-refused', { params: { proxy, status }, status, cause: error });
  const reason = codeOf(error.cause) ?? 'unknown';
  return new ClientError('proxy-refused', { params: { proxy, reason }, cause: error });
}

/** Is an answer that is no success, read to its end. */
export interface Refusal extends Circumstances {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfterMs: number | undefined;
  readonly text: string;
}

/** Is what every problem has, whatever registry wrote it. */
const unknownProblem = z.object({
  code: z.string().max(64),
  title: z.string().default(''),
  detail: z.string().default(''),
  hint: z.string().default(''),
});

/** Makes the error of an answer that is no success: the registry's problem, or `protocol` when something else answered. */
export function refusalError(refusal: Refusal): ClientError {
  const { status, retryAfterMs } = refusal;
  const body = refusal.contentType.startsWith('application/problem+json') ? parseJson(refusal.text) : undefined;
  const common = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const known = problem.safeParse(body);
  if (known.success) return new ClientError(known.data.code, { ...common, problem: known.data });
  const newer = unknownProblem.safeParse(body);
  if (newer.success) {
    const { code, ...texts } = newer.data;
    return new ClientError('problem-unknown', { ...common, params: { problem: code, status, ...texts } });
  }
  return new ClientError('protocol', { ...common, params: { host: refusal.host, status, reason: 'status' } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const PASSING_STATUS = new Set([408, 425, 429, 502, 503, 504]);

/** Tells whether the same request may succeed in a moment. */
export function isPassing(error: unknown): error is ClientError {
  if (!isClientError(error)) return false;
  if (isProblemCode(error.code)) {
    // A full disk is not emptied in seconds, and whoever uploads asks for the offset first.
    return PROBLEMS[error.code].retry && error.code !== 'storage-full' && error.code !== 'upload-busy';
  }
  switch (error.code) {
    case 'timeout':
      return true;
    case 'network':
      return error.params['reason'] !== 'ENOTFOUND';
    case 'proxy-refused':
    case 'protocol':
    case 'problem-unknown':
      return error.status !== undefined && PASSING_STATUS.has(error.status);
    default:
      return false;
  }
}

/**
 * Tells whether a failure means that no registry answered in a way that says anything, whatever cut the line. What went wrong
 * on this computer, or what a registry says against a request, is no silence.
 */
export function isUnanswered(error: unknown): error is ClientError {
  if (!isClientError(error)) return false;
  const { code, status = 0, exit } = error;
  // Without its routes a registry is as good as silent.
  return (exit === 9 && code !== 'offline') || SILENT.has(code) || (code === 'problem-unknown' && status >= 500);
}

const SILENT: ReadonlySet<ClientErrorCode> = new Set(['cancelled', 'internal', 'route-unknown']);
