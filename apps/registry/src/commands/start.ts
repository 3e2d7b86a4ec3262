import { openRegistry, type Registry } from '../wiring/open-registry.ts';
import { printLine, tellLine, type ServerIo } from './command.ts';
import type { Io } from './io.ts';
import { markDemo, publishDemo } from './demo.ts';
import { parseServeOptions, type ServeOptions } from './serve-options.ts';
import { assertListenable, beginServing } from './serve.ts';
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
  const registry = await openRegistry({ dataDir });
  await markDemo(registry);
  // Before it listens: whoever sees /readyz also finds the examples.
  await tryDemo(registry, options.demo, io);
  const { server, tokenFile } = await beginServing(registry, dataDir, serverOptions);
  greet({ url: server.url, tokenFile, dataDir }, options, io);
  await stopped;
  if (!options.json) tellLine(io, 'Stopping …');
  await server.stop();
  return 0;
}

// A registry without its examples is still a registry: say why and serve.
async function tryDemo(registry: Registry, folder: string | undefined, io: Io): Promise<void> {
  try {
    const count = await publishDemo(registry, folder);
    if (count > 0) tellLine(io, `Published ${count} examples.`);
  } catch (error) {
    const { describeFailure } = await import('./describe-failure.ts');
    tellLine(io, `The examples could not be published: ${describeFailure(error, io.env).message}`);
  }
}

interface Places {
  readonly url: string;
  readonly tokenFile: string;
  readonly dataDir: string;
}

function greet({ url, tokenFile, dataDir }: Places, { json }: StartOptions, io: Io): void {
  if (json) {
    printLine(io, JSON.stringify({ url, firstToken: tokenFile, data: dataDir }));
    return;
  }
  printLine(io, `Registry:     ${url}`);
  printLine(io, `Data:         ${dataDir}`);
  printLine(io, `First token:  ${tokenFile} (operator; keep it secret)`);
  printLine(io, `Try:          curl "${url}/api/v1/search?q=iban"`);
  printLine(io, `              npm run nforge -- search iban --registry ${url}`);
  printLine(io, 'Stop with Ctrl-C.');
}
