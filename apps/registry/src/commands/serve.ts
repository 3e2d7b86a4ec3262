import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

import { ProblemError, type Writes } from '@national-forge/api';

import { openRegistry, type Registry } from '../wiring/open-registry.ts';
import { openServer, readWrites, type RunningServer, type ServerOptions } from '../wiring/open-server.ts';
import { CommandError, printLine, tellLine, type ServerIo } from './command.ts';
import { describeFailure } from './describe-failure.ts';
import { ensureFirstToken, hasFirstToken } from './first-token.ts';
import { chooseOrigin } from './origin.ts';
import { parseServeOptions, parseVectorOptions, type ServeOptions } from './serve-options.ts';
import { dataFolder } from './with-registry.ts';

/** Serves a data folder until the process is told to end; then finishes what it acknowledged. */
export async function run(options: ServeOptions, io: ServerIo): Promise<number> {
  const stopped = io.stopped();
  const serverOptions = parseServeOptions(options, io);
  const dataDir = dataFolder(options, io);
  const registry = await openRegistry({
    ...{ dataDir, origin: chooseOrigin(options, io) },
    vectors: parseVectorOptions(options),
  });
  const begun = await beginServing(registry, dataDir, serverOptions);
  const { server, log, tokenFile } = begun;
  const { url } = server;
  if (options.json) printLine(io, JSON.stringify({ url, firstToken: tokenFile, log: logOf(begun) }));
  else {
    printLine(io, `Registry: ${url}\nFirst token: ${tokenFile ?? NO_TOKEN}`);
    if (log.isNew) printLine(io, `Log key: ${log.key}`);
    tellWritesOff(begun, io);
  }
  await stopped;
  await server.stop();
  return 0;
}

/** Stands in the place of a first token whose file is gone, or that a backup did not hold. */
export const NO_TOKEN = 'its file is not here; "nforge-registry token create" makes another token';

/** Gives what programs are told of the log. */
export const logOf = ({ log: { origin, key, writes } }: Begun): object => ({ origin, key, writes });

/** Tells, on stderr, that writes are off and what turns them on. */
export function tellWritesOff({ log: { writes } }: Begun, io: Pick<ServerIo, 'stderr' | 'env'>): void {
  if (writes === 'on') return;
  tellLine(io, `Writes are off (${writes}): ${describeFailure(new ProblemError(writes, {}), io.env).message}`);
}

/**
 * Tells early that the address cannot be listened on, before anything is made in the data folder.
 * Throws `CommandError`.
 */
export async function assertListenable(options: ServerOptions): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(options.port, options.host), 'listening');
  } catch (error) {
    throw explain(error, options);
  } finally {
    probe.close();
  }
}

/** Is a server that has begun, and what its operator is told. */
export interface Begun {
  readonly server: RunningServer;
  /** `null` when the file is not there. */
  readonly tokenFile: string | null;
  readonly log: {
    readonly origin: string;
    /** The verifier key, which clients pin: it is worth publishing elsewhere too. */
    readonly key: string;
    /** Whether this is the first start: the key is told then. */
    readonly isNew: boolean;
    /** Whether writes are taken, or the code of the problem with which they are refused. */
    readonly writes: Writes;
  };
}

/** Makes the first token and listens; closes the registry when either fails. */
export async function beginServing(registry: Registry, dataDir: string, options: ServerOptions): Promise<Begun> {
  try {
    const isNew = !hasFirstToken(registry);
    const path = await ensureFirstToken(registry, dataDir);
    const tokenFile = existsSync(path) ? path : null;
    const { origin, keys } = await registry.deps.log.identity();
    const log = { origin, key: keys.at(-1)?.key ?? '', isNew, writes: await readWrites(registry) };
    return { server: await openServer(registry, options), tokenFile, log };
  } catch (error) {
    await registry.close();
    throw explain(error, options);
  }
}

function explain(error: unknown, { host, port, cliPackage }: ServerOptions): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'EADDRINUSE':
      return new CommandError(
        `port ${port} of ${host} is taken by another program. Stop it, or choose another port with --port or PORT.`,
        1,
        error,
      );
    case 'EACCES':
      return new CommandError(
        `this user may not listen on port ${port}. Choose one above 1023 with --port or PORT.`,
        1,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandError(`this machine has no address ${host}. Choose another with --host.`, 1, error);
    case 'ENOENT':
      return new CommandError(
        `the command line package ${cliPackage ?? ''} does not exist. Build it, or leave it out.`,
        1,
        error,
      );
    default:
      return error;
  }
}
