import { parseAlgorithmName, splitAlgorithmName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import type { ExitCode, Io } from '../io.ts';
import { positional } from '../options.ts';
import { moveName } from '../signing/move-name.ts';

/** Gives an algorithm another name, in the same agency or in another one. */
export function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [from, to] = [parseAlgorithmName(positional(args, 0)), parseAlgorithmName(positional(args, 1))];
  return moveName(args, io, { kind: 'algorithm', agency: splitAlgorithmName(from).agency, from, to });
}
