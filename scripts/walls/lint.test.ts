import { join } from 'node:path';

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';

// The planted text stands in for a file of the tree; nothing is written.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['packages/manifest/src/languageMap.ts'] } },
    },
  },
});

async function rulesBrokenBy(text: string, file = 'packages/manifest/src/index.ts'): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, file) });
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))];
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const SOUND = `/** Doubles a number. */\nexport function double(value: number): number {\n  return value * 2;\n}\n`;

describe('lint', { timeout: 60_000 }, () => {
  it('passes a small documented function', async () => {
    expect(await rulesBrokenBy(SOUND)).toEqual([]);
  });

  it.each([
    ['a file of 301 lines', SOUND + lines(301 - 4, (index) => `// ${String(index)}`), 'max-lines'],
    [
      'a function of 41 lines',
      `${SOUND}function long(): void {\n${lines(40, () => '  double(1);')}\n}\nlong();\n`,
      'max-lines-per-function',
    ],
    [
      'four parameters',
      `${SOUND}double(((a: number, b: number, c: number, d: number) => a + b + c + d)(1, 2, 3, 4));\n`,
      'max-params',
    ],
    ['an export without a doc comment', SOUND.replace(/^.*\n/, ''), 'jsdoc/require-jsdoc'],
    [
      'an exported type without a doc comment',
      'export interface Name {\n  readonly text: string;\n}\n',
      'jsdoc/require-jsdoc',
    ],
    ['an exported value without a doc comment', 'export const one = 1;\n', 'jsdoc/require-jsdoc'],
    ['export *', "export * from './names.ts';\n", 'no-restricted-syntax'],
    ['the object z of zod', "import { z } from 'zod';\nz.string();\n", 'no-restricted-syntax'],
    ['a deep import', "import '@national-forge/archive/src/pack.ts';\n", 'no-restricted-imports'],
    ['a promise left alone', `${SOUND}Promise.resolve(double(1));\n`, '@typescript-eslint/no-floating-promises'],
    ['an incomplete switch', switchOver('a'), '@typescript-eslint/switch-exhaustiveness-check'],
  ])('refuses %s', async (_case, text, rule) => {
    expect(await rulesBrokenBy(text)).toContain(rule);
  });

  it('passes a file of 300 lines and a function of 40', async () => {
    const body = lines(38, () => '  double(1);');
    const text = `${SOUND}function long(): void {\n${body}\n}\nlong();\n`;
    const padding = 300 - (text.split('\n').length - 1);
    expect(await rulesBrokenBy(text + lines(padding, (index) => `// ${String(index)}`))).toEqual([]);
  });

  it('passes a complete switch', async () => {
    expect(await rulesBrokenBy(switchOver('a', 'b'))).toEqual([]);
  });

  it('refuses a file that is not named in kebab-case', async () => {
    expect(await rulesBrokenBy(SOUND, 'packages/manifest/src/languageMap.ts')).toEqual(['unicorn/filename-case']);
  });

  it('holds the bootstrap to the same sizes', async () => {
    const text = lines(301, (index) => `// ${String(index)}`);
    expect(await rulesBrokenBy(text, 'scripts/run/child.mjs')).toEqual(['max-lines']);
  });
});

function switchOver(...cases: readonly string[]): string {
  const branches = cases.map((name) => `    case '${name}':\n      return '${name}';\n`).join('');
  return `/** Names a kind. */\nexport function nameOf(kind: 'a' | 'b'): string | undefined {\n  switch (kind) {\n${branches}  }\n}\n`;
}
