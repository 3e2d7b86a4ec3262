import { VERSION } from '../wiring/version.ts';
import { printLine } from './command.ts';
import type { Io } from './io.ts';

/** Prints the version. */
export function run({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  printLine(io, json ? JSON.stringify({ version: VERSION, node: process.versions.node }) : VERSION);
  return Promise.resolve(0);
}
