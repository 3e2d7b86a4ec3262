import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { program } from '../verbs/program.ts';
import { plantTree, type Tree } from './tree.ts';

/** A registry that keeps all rules: the ground on which each violation is planted. */
const SOUND: Readonly<Record<string, string>> = {
  'packages/manifest/package.json': workspace('manifest'),
  'packages/manifest/src/index.ts': "export { parse } from './parse.ts';\n",
  'packages/manifest/src/parse.ts': 'export const parse = 1;\n',
  'packages/archive/package.json': workspace('archive'),
  'packages/archive/src/index.ts': 'export const pack = 1;\n',
  'packages/transparency/package.json': workspace('transparency'),
  'packages/transparency/src/index.ts': "import 'node:crypto';\n",
  'packages/transparency/src/index.test.ts': "import 'node:fs';\n",
  'apps/cli/package.json': workspace('cli'),
  'apps/cli/src/main.ts': "import '@national-forge/manifest';\n",
  'apps/registry/package.json': JSON.stringify({
    name: '@national-forge/registry',
    type: 'module',
    dependencies: { express: '*', 'better-sqlite3': '*', '@national-forge/manifest': '*' },
    devDependencies: { 'fast-check': '*' },
  }),
  'apps/registry/src/main.ts': "import './wiring/serve.ts';\n",
  'apps/registry/src/wiring.ts': "import './adapters/blob-fs/blobs.ts';\n",
  'apps/registry/src/wiring/serve.ts':
    "import '../adapters/sqlite/rows.ts';\nimport '../http/routes.ts';\nimport '../usecases/publish.ts';\n",
  'apps/registry/src/http/routes.ts':
    "import 'express';\nimport '../usecases/publish.ts';\nimport '../views/head.ts';\n",
  'apps/registry/src/web/page.ts': "import '../usecases/publish.ts';\n",
  'apps/registry/src/usecases/publish.ts':
    "import '../ports.ts';\nimport '../views/head.ts';\nimport '@national-forge/manifest';\n",
  'apps/registry/src/ports.ts': "import '@national-forge/manifest';\nexport interface Ledger {}\n",
  'apps/registry/src/views/head.ts': "import '@national-forge/manifest';\n",
  'apps/registry/src/adapters/sqlite/rows.ts': "import 'better-sqlite3';\nimport '../../ports.ts';\n",
  'apps/registry/src/adapters/blob-fs/blobs.ts': "import '../../ports.ts';\n",
  'apps/registry/src/adapters/sqlite/search/find.ts': "import './order/order.ts';\nimport './query/plan.ts';\n",
  'apps/registry/src/adapters/sqlite/search/order/order.ts': "import '../query/plan.ts';\n",
  'apps/registry/src/adapters/sqlite/search/query/plan.ts': "import '../index/terms.ts';\n",
  'apps/registry/src/adapters/sqlite/search/upkeep/merge.ts': "import '../index/terms.ts';\n",
  'apps/registry/src/adapters/sqlite/search/index/terms.ts': "import '../entry/entry.ts';\nimport '../../rows.ts';\n",
  'apps/registry/src/adapters/sqlite/search/entry/entry.ts': 'export const entry = 1;\n',
  'apps/registry/src/usecases/publish.test.ts':
    "import 'fast-check';\nimport 'better-sqlite3';\nimport '../adapters/sqlite/rows.ts';\nimport '../http/routes.ts';\n",
  'bench/package.json': workspace('bench'),
  'bench/src/main.ts': "import '@national-forge/archive';\n",
};

/** Each: the rule, the folder where a file is planted (or the file itself), what the file imports. */
const VIOLATIONS: readonly (readonly [rule: string, place: string, imported: string])[] = [
  ['not-to-unresolvable', 'apps/registry/src/usecases/', './nowhere.ts'],
  ['not-to-unresolvable', 'apps/cli/src/', '@national-forge/manifest/src/parse.ts'],
  ['no-deep-import', 'apps/cli/src/', '../../../packages/manifest/src/parse.ts'],
  ['no-deep-import', 'packages/archive/src/', '../../manifest/src/parse.ts'],
  ['no-deep-import', 'bench/src/', '../../apps/registry/src/adapters/sqlite/rows.ts'],
  ['no-app-to-app', 'apps/cli/src/', '../../registry/src/ports.ts'],
  ['not-to-test', 'apps/registry/src/usecases/', './publish.test.ts'],
  ['not-to-dev-dependency', 'apps/registry/src/usecases/', 'fast-check'],
  ['transparency-is-pure', 'packages/transparency/src/', 'node:fs'],
  ['transparency-is-pure', 'packages/transparency/src/', 'express'],
  ['registry-http', 'apps/registry/src/http/', '../adapters/sqlite/rows.ts'],
  ['registry-http', 'apps/registry/src/http/', '../wiring/serve.ts'],
  ['registry-http', 'apps/registry/src/http/', '../web/page.ts'],
  ['registry-web', 'apps/registry/src/web/', '../adapters/blob-fs/blobs.ts'],
  ['registry-web', 'apps/registry/src/web/', '../http/routes.ts'],
  ['registry-usecases', 'apps/registry/src/usecases/', '../http/routes.ts'],
  ['registry-usecases', 'apps/registry/src/usecases/', '../adapters/sqlite/rows.ts'],
  ['registry-ports', 'apps/registry/src/ports.ts', './views/head.ts'],
  ['registry-ports', 'apps/registry/src/ports/', '../usecases/publish.ts'],
  ['registry-adapters', 'apps/registry/src/adapters/blob-fs/', '../../usecases/publish.ts'],
  ['registry-adapter-to-adapter', 'apps/registry/src/adapters/blob-fs/', '../sqlite/rows.ts'],
  ['registry-views', 'apps/registry/src/views/', '../ports.ts'],
  ['registry-only-wiring-wires', 'apps/registry/src/commands/', '../adapters/sqlite/rows.ts'],
  ['search-entry', 'apps/registry/src/adapters/sqlite/search/entry/', '../index/terms.ts'],
  ['search-index', 'apps/registry/src/adapters/sqlite/search/index/', '../query/plan.ts'],
  ['search-upkeep', 'apps/registry/src/adapters/sqlite/search/upkeep/', '../query/plan.ts'],
  ['search-query', 'apps/registry/src/adapters/sqlite/search/query/', '../order/order.ts'],
  ['search-order', 'apps/registry/src/adapters/sqlite/search/order/', '../find.ts'],
  ['only-place-better-sqlite3', 'apps/registry/src/adapters/blob-fs/', 'better-sqlite3'],
  ['only-place-better-sqlite3', 'apps/registry/src/wiring/', 'better-sqlite3'],
  ['only-place-sqlite', 'apps/registry/src/usecases/', 'node:sqlite'],
  ['only-place-express', 'apps/registry/src/web/', 'express'],
];

/** The file of the n-th violation: one of its own, so that no rule is proved by another's plant. */
const plantedFile = (place: string, index: number): string =>
  place.endsWith('/') ? `${place}planted-${String(index)}.ts` : place;

function workspace(name: string): string {
  const exports = { '.': { '@national-forge/source': './src/index.ts' } };
  return JSON.stringify({ name: `@national-forge/${name}`, type: 'module', exports });
}

function plantRegistry(): Tree {
  const tree = plantTree(SOUND);
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json']) tree.take(file);
  for (const name of ['express', 'better-sqlite3', 'fast-check']) {
    tree.write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    tree.write(`node_modules/${name}/index.js`, '');
  }
  for (const name of ['manifest', 'archive']) {
    // A link to the workspace, as pnpm lays it.
    tree.link(`packages/${name}`, `node_modules/@national-forge/${name}`);
  }
  return tree;
}

async function violationsIn(tree: Tree): Promise<readonly string[]> {
  const depcruise = program('dependency-cruiser', 'depcruise');
  const { output } = await tree.run(process.execPath, [
    depcruise,
    '--output-type',
    'json',
    'apps',
    'packages',
    'bench',
  ]);
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

describe('folders', () => {
  const tree = plantRegistry();
  let sound: readonly string[];
  let planted: readonly string[];

  beforeAll(async () => {
    sound = await violationsIn(tree);
    VIOLATIONS.forEach(([, place, imported], index) => {
      const file = plantedFile(place, index);
      tree.write(file, `${SOUND[file] ?? ''}import '${imported}';\n`);
    });
    tree.write('packages/manifest/src/ring.ts', "import './ring-back.ts';\n");
    tree.write('packages/manifest/src/ring-back.ts', "import './ring.ts';\n");
    planted = await violationsIn(tree);
  });

  afterAll(() => {
    tree.remove();
  });

  it('pass where every import goes the way of the design', () => {
    expect(sound).toEqual([]);
  });

  it('refuse a circle of files', () => {
    expect(planted.join('\n')).toMatch(/^no-circular packages\/manifest\/src\/ring/m);
  });

  it.each(VIOLATIONS.map((violation, index) => ({ violation, index })))(
    '$violation.0: $violation.1 may not import $violation.2',
    ({ violation: [rule, place], index }) => {
      expect(planted).toContain(`${rule} ${plantedFile(place, index)}`);
    },
  );

  it('find nothing in files without a violation', () => {
    const guilty = new Set(planted.map((line) => line.split(' ')[1]));
    expect(Object.keys(SOUND).filter((file) => guilty.has(file))).toEqual(['apps/registry/src/ports.ts']);
  });
});
