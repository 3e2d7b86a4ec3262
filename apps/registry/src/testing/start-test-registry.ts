import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Scope } from '@national-forge/api';

import { createAgencies } from '../adapters/testing/keys.ts';
import { issueToken } from '../usecases/accounts/tokens.ts';
import { openLog, type LogLevel } from '../wiring/logger.ts';
import { openRegistry, type Registry, type RegistryOptions } from '../wiring/open-registry.ts';
import { openServer, type RunningServer, type ServerOptions } from '../wiring/open-server.ts';
import { openWorkers, type Workers } from '../wiring/workers.ts';

/** Says what differs from the usual test server. */
export interface TestRegistryOptions extends Partial<Omit<ServerOptions, 'log'>> {
  /** Serves this data folder and leaves it behind; by default a new one that is removed at the end. */
  readonly dataDir?: string;
  readonly registry?: Omit<RegistryOptions, 'dataDir'>;
  readonly logLevel?: LogLevel;
}

/** Is a real registry on loopback with a real store in a temporary folder. */
export interface TestRegistry {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly registry: Registry;
  /** Lines the server has logged. */
  readonly log: readonly string[];
  /** Makes a token, without asking anyone; where there is no such agency it is created, with its first test key. */
  token(agency: string | null, scopes: readonly Scope[], more?: TokenExtras): Promise<string>;
  stop(): Promise<void>;
}

/** Says what differs from the usual token. */
export interface TokenExtras {
  readonly algorithms?: readonly string[];
  readonly expiresAt?: Date;
}

const HOUR = 60 * 60 * 1000;
const ANY = { requests: 1_000_000, seconds: 60 };
const NO_LIMITS = { addressReads: ANY, addressWrites: ANY, tokenReads: ANY, tokenWrites: ANY };

/** Starts a registry for a test or a measurement: loopback, any free port, no rate limits unless given. */
export async function startTestRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const { dataDir: given, registry: registryOptions, logLevel = 'info', ...serverOptions } = options;
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'nforge-registry-')));
  const lines: string[] = [];
  const log = openLog(logLevel, { write: (line: string) => void lines.push(line) });
  const workers = registryOptions?.vectors ? undefined : sharedWorkers();
  const registry = await openRegistry({ dataDir, workers, ...registryOptions });
  const server = await openServer(registry, {
    // However busy the machine: a test that wants the answer of a publish gets it.
    ...{ host: '127.0.0.1', port: 0, rates: NO_LIMITS, graceMs: 5000, patienceMs: 600_000 },
    ...serverOptions,
    log,
  });
  return {
    url: server.url,
    port: server.port,
    dataDir,
    registry,
    log: lines,
    token: (agency, scopes, extras) => makeToken(registry, { agency, scopes, ...extras }),
    stop: () => stop(server, given === undefined ? dataDir : undefined),
  };
}

let shared: Workers | undefined;

/**
 * Opens the workers of all test registries of this process that do not bound theirs: they are warm after the first release.
 * They end with the process, and not before: on a busy machine half a minute passes between two that are needed.
 */
function sharedWorkers(): Workers {
  return (shared ??= openWorkers({ idleMs: 600_000 }));
}

async function makeToken(
  { deps }: Registry,
  { agency, ...rest }: TokenExtras & { readonly agency: string | null; readonly scopes: readonly Scope[] },
): Promise<string> {
  if (agency !== null && !(await deps.catalogue.hasAgency(agency))) {
    await createAgencies(deps, agency);
  }
  const expiresAt = new Date(deps.clock.now().getTime() + HOUR);
  const { token } = await issueToken(deps, { agency, label: 'test', expiresAt, ...rest });
  return token;
}

async function stop(server: RunningServer, folder: string | undefined): Promise<void> {
  await server.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
