import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { VERSION } from '../version.ts';

/** Prints the version of nforge and of the Node it runs on. */
export function run(_args: Arguments, io: Io): Promise<ExitCode> {
  const facts = { nforge: VERSION, node: process.versions.node };
  io.out(io.json ? `${JSON.stringify(facts)}\n` : `nforge ${facts.nforge} (Node.js ${facts.node})\n`);
  return Promise.resolve(EXIT.ok);
}
