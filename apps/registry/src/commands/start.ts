import { join } from 'node:path';

import { openRegistry, type Registry } from '../wiring/open-registry.ts';
import { printLine, tellLine, type ServerIo } from './command.ts';
import type { Io } from './io.ts';
import { markDemo, publishDemo, type DemoPlace } from './demo.ts';
import { DEMO_KEYS } from './demo-keys.ts';
import { chooseOrigin } from './origin.ts';
import { parseServeOptions, parseVectorOptions, type ServeOptions } from './serve-options.ts';
import { assertListenable, beginServing, logOf, NO_TOKEN, tellWritesOff, type Begun } from './serve.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `start` takes. */
export interface StartOptions extends ServeOptions {
  readonly demo?: string;
}

/**
 * Serves like `serve`, for a first look: creates what is missing, publishes the examples at the very first start, and says
 * where everything is.
 */
export async function run(options: StartOptions, io: ServerIo): Promise<number> {
  const stopped = io.stopped();
  const serverOptions = parseServeOptions(options, io);
  const dataDir = dataFolder(options, io);
  await assertListenable(serverOptions);
  const registry = await openRegistry({
    ...{ dataDir, origin: chooseOrigin(options, io) },
    vectors: parseVectorOptions(options),
  });
  await markDemo(registry);
  // Before it listens: whoever sees /readyz also finds the examples.
  await tryDemo(registry, { dataDir, folder: options.demo }, io);
  const begun = await beginServing(registry, dataDir, serverOptions);
  const { server } = begun;
  greet({ ...begun, dataDir }, options, io);
  await stopped;
  if (!options.json) tellLine(io, 'Stopping …');
  await server.stop();
  return 0;
}

// A registry without its examples is still a registry: say why and serve.
async function tryDemo(registry: Registry, place: DemoPlace, io: Io): Promise<void> {
  try {
    const { releases, keyFiles } = await publishDemo(registry, place);
    if (releases === 0) return;
    tellLine(io, `Made a key for each agency of the examples, and published ${releases} releases signed with them.`);
    tellLine(io, `The keys are in ${join(place.dataDir, DEMO_KEYS)} (not encrypted: for a demonstration only).`);
    tellLine(io, `To publish as one of these agencies: NFORGE_KEY_FILE=${keyFiles[0] ?? ''}`);
  } catch (error) {
    const { describeFailure } = await import('./describe-failure.ts');
    tellLine(io, `The examples could not be published: ${describeFailure(error, io.env).message}`);
  }
}

function greet(begun: Begun & { readonly dataDir: string }, { json }: StartOptions, io: Io): void {
  const { tokenFile, log, dataDir } = begun;
  const { url } = begun.server;
  if (json) {
    printLine(io, JSON.stringify({ url, firstToken: tokenFile, data: dataDir, log: logOf(begun) }));
    return;
  }
  printLine(io, `Registry:     ${url}`);
  printLine(io, `Data:         ${dataDir}`);
  printLine(io, `First token:  ${tokenFile === null ? NO_TOKEN : `${tokenFile} (operator; keep it secret)`}`);
  printLine(io, `Log key:      ${log.key}`);
  printLine(io, `Try:          curl "${url}/api/v1/search?q=iban"`);
  printLine(io, `              npm run nforge -- search iban --registry ${url}`);
  tellWritesOff(begun, io);
  printLine(io, 'Stop with Ctrl-C.');
}
