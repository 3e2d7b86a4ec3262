import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import { call } from './call.ts';

/** Makes a folder with files that goes when the test ends. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Lists the options of an `init` that needs no person. */
export const INIT_OPTIONS = [
  ['--name', 'eau/besoin'],
  ['--title-fr', 'Besoin en eau'],
  ['--summary-fr', 'Calcule le besoin en eau'],
  ['--kind', 'transform'],
  ['--sector', 'agriculture'],
  ['--region', 'MA-09'],
  ['--email', 'algorithmes@eau.example'],
].flat();

/** Makes a folder that holds a valid algorithm in `rule/`, written by `init` itself. */
export async function folderWithAlgorithm(): Promise<string> {
  const folder = folderWith();
  const { exit, stderr } = await call(['init', 'rule', ...INIT_OPTIONS], { cwd: folder });
  if (exit !== 0) throw new Error(stderr);
  return folder;
}
