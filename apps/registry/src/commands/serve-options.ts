import { DEFAULT_RATE_LIMITS, type RateLimits } from '../http/limits/rate-limiter.ts';
import { findBuiltCli } from '../wiring/built-cli.ts';
import { openLog, type LogLevel } from '../wiring/logger.ts';
import type { ServerOptions } from '../wiring/open-server.ts';
import { vectorLimits, type VectorLimits } from '../wiring/vector-limits.ts';
import { CommandError, type DataOptions } from './command.ts';
import type { Io } from './io.ts';

/** Is what the serving commands take, as texts of the command line. */
export interface ServeOptions extends DataOptions {
  readonly port?: string;
  readonly host: string;
  readonly publicUrl?: string;
  readonly origin?: string;
  readonly trustProxy: string;
  readonly rateLimits?: string;
  readonly cliPackage?: string;
  readonly vectorWorkers?: string;
  readonly vectorSeconds?: string;
  readonly log: string;
}

/** Reads the options of a serving command and the environment behind them. Throws `CommandError` with exit code 2. */
export function parseServeOptions(options: ServeOptions, { env }: Io): ServerOptions {
  const publicUrl = options.publicUrl ?? (env.NFORGE_PUBLIC_URL || undefined);
  return {
    host: options.host,
    port: parseNumber('--port', options.port ?? (env.PORT || '4100'), { most: 65_535 }),
    publicUrl: publicUrl === undefined ? undefined : parsePublicUrl(publicUrl),
    hops: parseNumber('--trust-proxy', options.trustProxy, { most: 10 }),
    rates: options.rateLimits === undefined ? undefined : parseRates(options.rateLimits),
    cliPackage: options.cliPackage ?? (env.NFORGE_CLI_PACKAGE || findBuiltCli()),
    log: openLog(parseLevel(options.log)),
  };
}

/** Reads the options for the workers that run vectors. Throws `CommandError` with exit code 2. */
export function parseVectorOptions({ vectorWorkers, vectorSeconds }: ServeOptions): VectorLimits {
  const read = (name: string, text: string | undefined, most: number): number | undefined =>
    text === undefined ? undefined : parseNumber(name, text, { least: 1, most });
  return vectorLimits({
    workers: read('--vector-workers', vectorWorkers, 64),
    seconds: read('--vector-seconds', vectorSeconds, 3600),
  });
}

interface Bounds {
  readonly least?: number;
  readonly most: number;
}

function parseNumber(name: string, text: string, { least = 0, most }: Bounds): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new CommandError(`${name} "${text}": write a number from ${least} to ${most}.`, 2);
}

function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (url && isPlain) return url.origin;
  throw new CommandError(
    `--public-url "${text}": write an address without a path, such as https://forge.example.ma.`,
    2,
  );
}

function parseRates(text: string): RateLimits {
  const numbers = text.split(',').map((one) => parseNumber('--rate-limits', one.trim(), { most: 100_000_000 }));
  const [addressReads, addressWrites, tokenReads, tokenWrites] = numbers;
  if (numbers.length !== 4) {
    throw new CommandError('--rate-limits: write four numbers, such as 6000,300,12000,1200.', 2);
  }
  const limit = (requests = 0, { seconds } = DEFAULT_RATE_LIMITS.addressReads) => ({ requests, seconds });
  return {
    addressReads: limit(addressReads),
    addressWrites: limit(addressWrites),
    tokenReads: limit(tokenReads),
    tokenWrites: limit(tokenWrites),
  };
}

function parseLevel(text: string): LogLevel {
  if (text === 'info' || text === 'warn' || text === 'silent') return text;
  throw new CommandError(`--log "${text}": choose info, warn or silent.`, 2);
}
