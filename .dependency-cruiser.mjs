// The walls that package boundaries cannot see: folders inside the registry, deep imports, single places for SQL and
// HTTP. scripts/walls/folders.test.ts proves each rule by a violation. Tests and what only they use (src/testing/,
// arbitrary-*.ts) stand outside the house: they may open any door of their own workspace.
const TEST = '\\.(test|contract)\\.ts$|/(testdata|testing)/|/arbitrary-[^/]+\\.ts$';
const REGISTRY = '^apps/registry/src';

/** Forbids a registry folder everything of the registry but what is listed (and its own folder). */
function onlyTo(folder, allowed, comment) {
  return {
    name: `registry-${/^[a-z]+/.exec(folder)[0]}`,
    comment,
    severity: 'error',
    from: { path: `${REGISTRY}/${folder}`, pathNot: TEST },
    to: { path: `${REGISTRY}/`, pathNot: [folder, ...allowed].map((path) => `${REGISTRY}/${path}`) },
  };
}

/** Forbids a module everywhere but in one place. */
function onlyIn(module, place, comment) {
  return {
    name: `only-place-${module.replace(/[^a-z0-9]/g, '-')}`,
    comment,
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: [place, TEST] },
    to: { path: [`(^|/)node_modules/(@types/)?${module}(/|$)`, `^(node:)?${module}$`] },
  };
}

const ports = 'ports(\\.ts$|/)';

const SEARCH = `${REGISTRY}/adapters/sqlite/search`;

/** Forbids a folder of search every other part of search but the folders below it; `find` and `suggest` stand on top. */
function searchFloor(folder, ...below) {
  return {
    name: `search-${folder}`,
    comment: `Search is floors, too: ${folder} reads ${below.join(', ') || 'no other'}.`,
    severity: 'error',
    from: { path: `${SEARCH}/${folder}/`, pathNot: TEST },
    to: { path: `${SEARCH}/`, pathNot: `${SEARCH}/(${[folder, ...below].join('|')})/` },
  };
}

export default {
  forbidden: [
    {
      name: 'not-to-unresolvable',
      comment: 'An import that does not resolve would pass every other rule silently.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      comment: 'Arrows go one way, between files too; a lazy import, made when a command is called, closes no circle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'no-deep-import',
      comment: 'Another workspace is entered by its exports only.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+|bench|e2e|scripts)/', pathNot: '^scripts/(walls|surface)/' },
      to: {
        path: '^(packages|apps|bench|e2e)/',
        pathNot: [
          '^$1/',
          '^packages/[^/]+/src/(index|browser|lexicon|prover|tolerant|validator)\\.ts$',
          '^apps/registry/src/bench\\.ts$',
        ],
      },
    },
    {
      name: 'no-app-to-app',
      comment: 'Apps never import apps.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'not-to-test',
      comment: 'What ships does not read what tests it.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'not-to-dev-dependency',
      comment: 'A development dependency is absent where the package is installed.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'transparency-is-pure',
      comment: 'Who verifies reads no file, asks nobody and needs no package: bytes come in, verdicts go out.',
      severity: 'error',
      from: { path: '^packages/transparency/src/', pathNot: TEST },
      to: { pathNot: ['^packages/transparency/src/', '^(node:)?crypto$'] },
    },
    onlyTo('http/', ['usecases/', ports, 'views/'], 'Routes parse, call a use case and answer.'),
    onlyTo('web/', ['usecases/', ports, 'views/'], 'Pages read through use cases.'),
    onlyTo('usecases/', [ports, 'views/'], 'Use cases know the ports, never HTTP nor a technology.'),
    onlyTo(ports, [], 'Ports are declared in the words of the packages alone.'),
    onlyTo('adapters/', [ports, 'views/'], 'Adapters serve the ports.'),
    onlyTo('views/', [], 'Views render documents from values: pure.'),
    {
      name: 'registry-adapter-to-adapter',
      comment: 'One technology does not lean on another.',
      severity: 'error',
      from: { path: `${REGISTRY}/adapters/([^/]+)/`, pathNot: TEST },
      to: { path: `${REGISTRY}/adapters/`, pathNot: `${REGISTRY}/adapters/$1/` },
    },
    {
      name: 'registry-only-wiring-wires',
      comment:
        'Adapters are chosen in src/main.ts, src/wiring.ts and (for measurements) src/bench.ts with src/bench-search.ts.',
      severity: 'error',
      from: {
        path: `${REGISTRY}/`,
        pathNot: [`${REGISTRY}/(main\\.ts$|bench(-search)?\\.ts$|wiring(\\.ts$|/)|adapters/)`, TEST],
      },
      to: { path: `${REGISTRY}/adapters/` },
    },
    searchFloor('entry'),
    searchFloor('index', 'entry'),
    searchFloor('upkeep', 'index', 'entry'),
    searchFloor('query', 'index', 'entry'),
    searchFloor('order', 'query', 'index', 'entry'),
    onlyIn('better-sqlite3', `${REGISTRY}/adapters/sqlite/`, 'SQL lives in its adapter.'),
    onlyIn('sqlite', `${REGISTRY}/adapters/sqlite/`, 'SQL lives in its adapter (node:sqlite too).'),
    onlyIn('express', `${REGISTRY}/http/`, 'Express lives in src/http.'),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '/testdata/', '^examples/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@national-forge/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.node'],
    },
  },
};
