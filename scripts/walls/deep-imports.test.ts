import { join } from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { run } from '../run/child.mjs';
import { ROOT } from '../verbs/program.ts';

const DEEP = [
  '@national-forge/manifest/src/index.ts',
  '@national-forge/manifest/dist/index.js',
  '@national-forge/manifest/index',
];

describe('Node', () => {
  const load = (specifier: string): ReturnType<typeof run> =>
    run(
      process.execPath,
      ['--conditions=@national-forge/source', '--input-type=module', '--eval', `import.meta.resolve('${specifier}')`],
      {
        cwd: join(ROOT, 'apps/registry'),
        quiet: true,
      },
    );

  it('enters a package by its door', async () => {
    expect(await load('@national-forge/manifest')).toEqual({ code: 0, output: '' });
  });

  it.each(DEEP)('finds no way to %s', async (specifier) => {
    const { code, output } = await load(specifier);

    expect(code).not.toBe(0);
    expect(output).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

describe('TypeScript', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile.bind(ts.sys)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const from = join(ROOT, 'apps/registry/src/main.ts');
  const resolve = (specifier: string): string | undefined =>
    ts.resolveModuleName(specifier, from, options, ts.sys, undefined, undefined, ts.ModuleKind.ESNext).resolvedModule
      ?.resolvedFileName;

  it('enters a package by its door, which is the source', () => {
    expect(resolve('@national-forge/manifest')).toBe(join(ROOT, 'packages/manifest/src/index.ts'));
  });

  it.each(DEEP)('finds no way to %s', (specifier) => {
    expect(resolve(specifier)).toBeUndefined();
  });
});
