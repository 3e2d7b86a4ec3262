import { describe, expect, it } from 'vitest';

import { assertSelfContained, bundledPackages, type Metafile } from './built-modules.ts';

/** Is a build of one file with these inputs and their bytes. */
function build(inputs: Readonly<Record<string, number>>, imports: readonly string[] = []): Metafile {
  const held = Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  const outside = imports.map((path) => ({ path, external: true }));
  return { outputs: { 'dist/main.js': { imports: outside, inputs: Object.fromEntries(held) as never } } };
}

describe('bundledPackages', () => {
  it('finds the package each module lies in, once, and none for modules of the house', () => {
    const above = '../../node_modules/.pnpm/a@1.0.0/node_modules';
    const inputs = {
      'src/main.ts': 1,
      [`${above}/a/lib/x.js`]: 1,
      [`${above}/a/index.js`]: 1,
      [`${above}/@s/b/node_modules/c/index.js`]: 1,
      'node_modules/@s/d/index.js': 1,
    };

    expect(bundledPackages(build(inputs))).toEqual([`${above}/@s/b/node_modules/c`, `${above}/a`, 'node_modules/@s/d']);
  });

  it('passes over what was read and left out', () => {
    expect(bundledPackages(build({ 'node_modules/a/index.js': 0 }))).toEqual([]);
  });
});

describe('assertSelfContained', () => {
  it('allows the modules of Node, with and without their prefix', () => {
    expect(() => assertSelfContained(build({}, ['node:fs', 'fs/promises', 'node:sqlite']))).not.toThrow();
  });

  it('refuses a package that was left outside', () => {
    expect(() => assertSelfContained(build({}, ['undici']))).toThrow('"undici"');
  });
});
