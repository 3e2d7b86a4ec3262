import { isAlgorithmName, isVersion } from '@national-forge/manifest';

import { CommandError } from './command.ts';

/** Reads `agency/name@version`. Throws `CommandError` with exit code 2. */
export function parseReference(text: string): { readonly name: string; readonly version: string } {
  const sign = text.indexOf('@');
  const name = text.slice(0, sign);
  const version = text.slice(sign + 1);
  if (sign > 0 && isAlgorithmName(name) && isVersion(version)) return { name, version };
  throw new CommandError(`"${text}": write AGENCY/NAME@VERSION, such as impots/income-tax@1.2.0.`, 2);
}
