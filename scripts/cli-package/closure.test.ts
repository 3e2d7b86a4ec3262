import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { closureOf, layOut, type InstalledPackage } from './closure.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes packages as folders: `{ 'node_modules/a': { b: '1' } }`. */
function tree(packages: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const root = mkdtempSync(join(tmpdir(), 'closure-'));
  folders.push(root);
  for (const [path, dependencies] of Object.entries(packages)) {
    mkdirSync(join(root, path), { recursive: true });
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    writeFileSync(join(root, path, 'package.json'), JSON.stringify({ name, version: '1.0.0', dependencies }));
  }
  return root;
}

const resolve = (paths: ReadonlyMap<string, InstalledPackage>, from: string, name: string) => {
  for (
    let above = from;
    ;
    above = above.includes('/node_modules/') ? above.slice(0, above.lastIndexOf('/node_modules/')) : ''
  ) {
    const found = paths.get(above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`);
    if (found || above === '') return found;
  }
};

describe('closureOf', () => {
  it('takes the version that Node would load for each asker', () => {
    const root = tree({
      'node_modules/a': { b: '1' },
      'node_modules/a/node_modules/b': {},
      'node_modules/b': {},
    });

    const a = closureOf('a', root);

    expect(a.dependencies.map(({ folder }) => folder.slice(root.length))).toEqual(['/node_modules/a/node_modules/b']);
  });

  it('walks packages that depend on each other in a circle', () => {
    const root = tree({ 'node_modules/a': { b: '1' }, 'node_modules/b': { a: '1' } });

    const a = closureOf('a', root);

    expect(a.dependencies[0]?.dependencies[0]).toBe(a);
  });

  it('refuses a dependency that is not installed', () => {
    const root = tree({ 'node_modules/a': { missing: '1' } });
    expect(() => closureOf('a', root)).toThrow('"missing"');
  });
});

describe('layOut', () => {
  it('refuses versions that need each other in a circle, which no finite folder tree can hold', () => {
    const item = (name: string, version: string) => ({
      name,
      version,
      folder: `/${name}${version}`,
      dependencies: [] as InstalledPackage[],
    });
    const [a1, b1, a2, b2] = [item('a', '1'), item('b', '1'), item('a', '2'), item('b', '2')];
    a1.dependencies.push(b1);
    b1.dependencies.push(a2);
    a2.dependencies.push(b2);
    b2.dependencies.push(a1);

    expect(() => layOut([a1])).toThrow('circle');
  });

  it('gives every package the very dependencies it was installed with, whatever the versions', () => {
    const graph = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), uses: fc.array(fc.nat(11)) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(graph, (nodes) => {
        const items = nodes.map(({ name }, index) => ({
          name,
          version: String(index),
          folder: `/${String(index)}`,
          dependencies: [] as InstalledPackage[],
        }));
        for (const [index, { uses }] of nodes.entries()) {
          // Only later ones: two versions that need each other in a circle have no finite layout.
          const later = items.slice(index + 1);
          const byName = new Map(
            uses.filter((use) => use < later.length).map((use) => [later[use]!.name, later[use]!]),
          );
          items[index]!.dependencies.push(...byName.values());
        }

        const placements = layOut(items.slice(0, 1));

        const paths = new Map(placements.map(({ path, package: item }) => [path, item]));
        for (const { path, package: item } of placements) {
          for (const dependency of item.dependencies)
            expect(resolve(paths, path, dependency.name)?.folder).toBe(dependency.folder);
        }
      }),
    );
  });
});
