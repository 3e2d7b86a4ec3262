import type { Mapping, SourceFormat, Taken } from './source.ts';
import { never } from './source.ts';
import {
  oneLine,
  takeKeywords,
  takeLicense,
  takePackageName,
  takeSummary,
  takeUrl,
  takeVersion,
  webAddress,
} from './take.ts';

const takeRepository = (value: unknown): Taken => {
  const url = typeof value === 'object' && value !== null ? (value as { url?: unknown }).url : value;
  return takeUrl('repository', (address) => webAddress(address).replace(/\.git$/, ''))(url);
};

const takeEngine = (value: unknown): Taken => {
  const version = oneLine(value);
  return version === undefined || version.length > 64 ? { lost: 'value' } : { set: { runtime: { version } } };
};

const MAPPED: readonly Mapping[] = [
  {
    from: 'name',
    to: 'name, title',
    how: '`@agency/name` becomes the name; the last part, in words, becomes the title. Without a scope the agency must be given.',
    take: takePackageName,
  },
  { from: 'version', to: 'version', how: 'Build metadata is left out.', take: takeVersion },
  {
    from: 'description',
    to: 'summary',
    how: 'In the language of `--from-language`; beyond 150 characters it becomes the description.',
    take: takeSummary,
  },
  { from: 'keywords', to: 'keywords', how: 'In the language of `--from-language`.', take: takeKeywords },
  { from: 'license', to: 'license', how: 'When it is an SPDX expression.', take: takeLicense },
  { from: 'homepage', to: 'homepage', how: 'As it stands.', take: takeUrl('homepage') },
  {
    from: 'repository',
    to: 'repository',
    how: 'The address, as a web page (`git+https:`, `git@host:` and `github:` are rewritten).',
    take: takeRepository,
  },
  { from: 'engines.node', to: 'runtime.version', how: 'As it stands.', take: takeEngine },
];

const PERSONS = ['author', 'contributors', 'maintainers'].map((field) =>
  never(field, 'person', 'Persons are never named; give the mailbox of a role with `--email`.'),
);
const PACKAGES = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
  'bundleDependencies',
  'bundledDependencies',
];
const TOOLING = [
  'devDependencies',
  'peerDependenciesMeta',
  'scripts',
  'files',
  'private',
  'type',
  'types',
  'typings',
  'workspaces',
  'overrides',
  'resolutions',
  'publishConfig',
  'packageManager',
  'config',
  'engines',
  'os',
  'cpu',
  'sideEffects',
  'man',
  'directories',
  'eslintConfig',
  'prettier',
  'jest',
  'browserslist',
  'lint-staged',
  'husky',
  '$schema',
];

/** Maps package.json of npm. */
export const PACKAGE_JSON: SourceFormat = {
  file: 'package.json',
  standard: 'npm package.json',
  implies: { runtime: { engine: 'javascript' } },
  parse: (text) => JSON.parse(text.replace(/^\ufeff/, '')) as unknown,
  mappings: [
    ...MAPPED,
    ...PERSONS,
    never('bugs', 'not-here', 'Questions go to the mailboxes under `maintenance.contacts`.'),
    never('funding', 'not-here', 'The manifest has no field for it.'),
    ...['main', 'module', 'exports', 'imports', 'browser', 'bin'].map((field) =>
      never(field, 'entry', 'The entry of an algorithm is one file that exports one function and imports nothing.'),
    ),
    ...PACKAGES.map((field) =>
      never(field, 'packages', 'An algorithm imports no packages; it calls other algorithms through `dependencies`.'),
    ),
    ...TOOLING.map((field) =>
      never(field === 'engines' ? 'engines.*' : field, 'tooling', 'It serves npm or other tools.'),
    ),
  ],
};
