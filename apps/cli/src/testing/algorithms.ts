import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { call } from './call.ts';
import { folderWith, INIT_OPTIONS } from './folders.ts';

/** Describes an algorithm to be written into a folder. */
export interface Sample {
  /** `agency/name`; the folder is called like the name. */
  readonly name: string;
  readonly engine?: 'javascript' | 'python';
  readonly code: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly vectors: readonly { readonly name: string; readonly input: unknown; readonly output: unknown }[];
}

/** Writes algorithms whose input is `{value}` and whose output is `{result}`, each in a folder of its own. */
export async function folderWithAlgorithms(samples: readonly Sample[]): Promise<string> {
  const cwd = folderWith();
  for (const { name, engine = 'javascript', code, dependencies = {}, vectors } of samples) {
    const folder = name.split('/')[1] ?? '';
    const options = [...INIT_OPTIONS.slice(2), '--name', name, '--engine', engine];
    const { exit, stderr } = await call(['init', folder, ...options], { cwd });
    if (exit !== 0) throw new Error(stderr);
    const manifest = join(cwd, folder, 'algorithm.yaml');
    const asked = Object.entries(dependencies).map(([one, range]) => `  ${one}: '${range}'\n`);
    if (asked.length > 0)
      writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}\ndependencies:\n${asked.join('')}`);
    writeFileSync(join(cwd, folder, engine === 'python' ? 'algorithm.py' : 'index.js'), code);
    writeFileSync(join(cwd, folder, 'vectors/examples.json'), JSON.stringify(vectors));
  }
  return cwd;
}

/** Makes a vector of such an algorithm. */
export const vector = (name: string, value: number, result: number) => ({
  name,
  input: { value },
  output: { result },
});
