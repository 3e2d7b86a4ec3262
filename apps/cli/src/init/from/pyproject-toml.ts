import { parse } from 'smol-toml';

import type { Context, Mapping, SourceFormat, Taken } from './source.ts';
import { never } from './source.ts';
import {
  languageOf,
  oneLine,
  takeKeywords,
  takeLicense,
  takePackageName,
  takeSummary,
  takeUrl,
  takeVersion,
  webAddress,
  words,
  type UrlField,
} from './take.ts';

const STATUS: Readonly<Record<string, 'concept' | 'development' | 'beta' | 'stable' | 'obsolete'>> = {
  1: 'concept',
  2: 'development',
  3: 'development',
  4: 'beta',
  5: 'stable',
  6: 'stable',
  7: 'obsolete',
};
const LANGUAGE_NAMES: Readonly<Record<string, string>> = { Arabic: 'ar', French: 'fr', English: 'en' };

function takeClassifiers(value: unknown): Taken {
  const list = words(value);
  const digit = list.map((one) => /^Development Status :: (\d)/.exec(one)?.[1]).find((one) => one !== undefined);
  const status = digit === undefined ? undefined : STATUS[digit];
  const languages = list.flatMap((one) => languageOf(LANGUAGE_NAMES[one.split(' :: ').at(-1) ?? ''] ?? '') ?? []);
  const used = list.filter((one) => /^(Development Status|Natural Language) :: /.test(one));
  const set = {
    ...(status && { developmentStatus: status }),
    ...(languages.length > 0 && { languages: { interface: languages } }),
  };
  const lost = used.length < list.length ? { lost: 'not-here' as const } : {};
  return Object.keys(set).length === 0 ? { lost: 'not-here' } : { set, ...lost };
}

function takeLicenseTable(value: unknown): Taken {
  if (typeof value !== 'object' || value === null) return takeLicense(value);
  const { text } = value as { text?: unknown };
  return text === undefined ? { lost: 'file' } : takeLicense(text);
}

const URL_NAMES: Readonly<Record<string, UrlField>> = {
  homepage: 'homepage',
  'home page': 'homepage',
  repository: 'repository',
  source: 'repository',
  'source code': 'repository',
  github: 'repository',
  gitlab: 'repository',
  documentation: 'documentation',
  docs: 'documentation',
};

function takeNamedUrl(value: unknown, { stars }: Context): Taken {
  const field = URL_NAMES[(stars[0] ?? '').toLowerCase()];
  if (field === undefined) return { lost: 'not-here' };
  return takeUrl(field, (address) => (field === 'repository' ? webAddress(address).replace(/\.git$/, '') : address))(
    value,
  );
}

function takePython(value: unknown): Taken {
  const version = oneLine(value);
  if (version === undefined || version.length > 64) return { lost: 'value' };
  return { set: { runtime: { engine: 'python', version } } };
}

/** The fields of both that are not taken over. */
const commonLosses = (head: string): readonly Mapping[] => [
  ...['authors', 'maintainers'].map((field) =>
    never(`${head}.${field}`, 'person', 'Persons are never named; give the mailbox of a role with `--email`.'),
  ),
  never(`${head}.readme`, 'file', 'A README.md in the folder is kept as it is.'),
  ...['scripts', 'gui-scripts', 'entry-points', 'plugins', 'packages', 'include', 'exclude'].map((field) =>
    never(`${head}.${field}`, 'entry', 'The entry of an algorithm is one file with one function.'),
  ),
  ...['dependencies', 'optional-dependencies', 'dev-dependencies', 'extras', 'group', 'source'].map((field) =>
    never(`${head}.${field}`, 'packages', 'An algorithm imports no packages.'),
  ),
];

/** The fields that PEP 621 and Poetry share, under their own heads. */
const common = (head: string): readonly Mapping[] => [
  {
    from: `${head}.name`,
    to: 'title',
    how: 'In words; a Python package names no agency, so the name must be given with `--name`.',
    take: takePackageName,
  },
  {
    from: `${head}.version`,
    to: 'version',
    how: '`1.2` becomes `1.2.0`, `1.2.0rc1` becomes `1.2.0-rc.1`.',
    take: takeVersion,
  },
  {
    from: `${head}.description`,
    to: 'summary',
    how: 'In the language of `--from-language`; beyond 150 characters it becomes the description.',
    take: takeSummary,
  },
  { from: `${head}.keywords`, to: 'keywords', how: 'In the language of `--from-language`.', take: takeKeywords },
  {
    from: `${head}.license`,
    to: 'license',
    how: 'The SPDX expression, or `text` when it is one.',
    take: takeLicenseTable,
  },
  {
    from: `${head}.classifiers`,
    to: 'developmentStatus, languages.interface',
    how: '`Development Status` and `Natural Language` (Arabic, French, English); the others have no field.',
    take: takeClassifiers,
  },
  ...commonLosses(head),
];

/** Maps pyproject.toml: PEP 621 and the older head of Poetry. */
export const PYPROJECT_TOML: SourceFormat = {
  file: 'pyproject.toml',
  standard: 'pyproject.toml (PEP 621, PEP 639) and Poetry',
  parse: (text) => parse(text),
  implies: { runtime: { engine: 'python' } },
  mappings: [
    ...common('project'),
    {
      from: 'project.requires-python',
      to: 'runtime.engine, runtime.version',
      how: 'The engine becomes python.',
      take: takePython,
    },
    {
      from: 'project.urls.*',
      to: 'homepage, repository, documentation',
      how: 'By their usual names (Homepage, Source, Repository, Documentation …); others have no field.',
      take: takeNamedUrl,
    },
    never('project.license-files', 'file', 'Files of the folder are published as they are.'),
    never('project.dynamic', 'tooling', 'What is computed at build time must be given.'),
    ...common('tool.poetry'),
    { from: 'tool.poetry.homepage', to: 'homepage', how: 'As it stands.', take: takeUrl('homepage') },
    {
      from: 'tool.poetry.repository',
      to: 'repository',
      how: 'As a web page.',
      take: takeUrl('repository', (address) => webAddress(address).replace(/\.git$/, '')),
    },
    { from: 'tool.poetry.documentation', to: 'documentation', how: 'As it stands.', take: takeUrl('documentation') },
    {
      from: 'tool.poetry.urls.*',
      to: 'homepage, repository, documentation',
      how: 'As `project.urls`.',
      take: takeNamedUrl,
    },
    never('tool.poetry.package-mode', 'tooling', 'It serves Poetry.'),
    never('tool.*', 'tooling', 'It serves other tools.'),
    never('build-system', 'tooling', 'It serves the build.'),
    never('dependency-groups', 'tooling', 'It serves development.'),
  ],
};
