import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';

// What outsiders can hold on to: the built declarations without their comments. A change of it is one reviewable diff;
// `npm run generate` renews the snapshots.
function surfaceOf(name: string): string {
  const folder = join(ROOT, 'packages', name, 'dist');
  const printed = printFile(join(folder, 'index.d.ts'));
  // What two doors of a package share lies in a file of its own, named by its content.
  const shared = [...printed.matchAll(CHUNK)].map(([, chunk = '']) => chunk);
  const files = [...new Set(shared)].map((chunk) => printFile(join(folder, `${chunk}.d.ts`)));
  const nameless = (text: string): string =>
    text.replaceAll(CHUNK, (_, chunk: string) => `"./${chunk.slice(0, -9)}.js"`);
  return [printed, ...files].map(nameless).join('\n');
}

const CHUNK = /"\.\/([\w-]+-[\w-]{8})\.js"/g;

function printFile(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build`);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const printed = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed }).printFile(source);
  // In which order the compiler prints these members follows from which file it read first, and means nothing.
  const sorted = (members: string): string => members.split('\n').sort().join('\n');
  return printed.replaceAll(/(?<=ZodEnum<\{\n)[^{}]*(?=\n *\}>)/g, sorted);
}

describe('the public surface', () => {
  it.each(readdirSync(join(ROOT, 'packages')))('of %s is the committed one', async (name) => {
    const surface = surfaceOf(name);

    expect(surface).toContain('export ');
    await expect(surface).toMatchFileSnapshot(join(import.meta.dirname, `${name}.snap`));
  });

  it('has no snapshot of a package that is gone', () => {
    const snapshots = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.snap'));
    expect(snapshots.filter((file) => !existsSync(join(ROOT, 'packages', file.replace('.snap', ''))))).toEqual([]);
  });
});
