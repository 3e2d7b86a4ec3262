import { parse } from 'yaml';

import { isValidFor } from '../draft.ts';
import type { Context, Mapping, SourceFormat, Taken } from './source.ts';
import { never } from './source.ts';
import { languageOf, oneLine, takeLicense, takeSectors, takeText, takeUrl, takeVersion, words } from './take.ts';

function takeTitle(value: unknown, { language }: Context): Taken {
  const title = oneLine(value);
  return title !== undefined && isValidFor('title', { fr: title })
    ? { set: { title: { [language]: title } } }
    : { lost: 'value' };
}

function takeFeatures(value: unknown, { stars }: Context): Taken {
  const language = languageOf(stars[0] ?? '');
  if (language === undefined) return { lost: 'language' };
  const features = words(value);
  return isValidFor('features', { fr: features }) ? { set: { features: { [language]: features } } } : { lost: 'value' };
}

function takeCategories(value: unknown): Taken {
  const categories = words(value).map((word) => word.toLowerCase().replaceAll(/[\s_]+/g, '-'));
  return isValidFor('categories', categories) ? { set: { categories } } : { lost: 'value' };
}

function takeCode(field: 'developmentStatus') {
  return (value: unknown): Taken =>
    isValidFor(field, value) ? { set: { [field]: value as never } } : { lost: 'value' };
}

function takeMaintenance(value: unknown): Taken {
  const types = ['internal', 'contract', 'community', 'none'] as const;
  const type = types.find((one) => one === value);
  return type === undefined ? { lost: 'value' } : { set: { maintenance: { type } } };
}

function takeContractors(value: unknown): Taken {
  const list = Array.isArray(value) ? (value as { name?: unknown; until?: unknown }[]) : [];
  const contractors = list.flatMap(({ name, until }) => {
    const date = until instanceof Date ? until.toISOString().slice(0, 10) : oneLine(until);
    const who = oneLine(name);
    return who === undefined || date === undefined || !/^\d{4}-\d\d-\d\d$/.test(date)
      ? []
      : [{ name: who, until: date }];
  });
  if (contractors.length === 0) return { lost: 'value' };
  return { set: { maintenance: { contractors } }, ...(contractors.length < list.length && { lost: 'value' as const }) };
}

function takeLanguages(value: unknown): Taken {
  const tags = words(value);
  const canonical = tags.flatMap((tag) => {
    try {
      return Intl.getCanonicalLocales(tag);
    } catch {
      return [];
    }
  });
  return isValidFor('languages', { interface: canonical, data: [] }) && canonical.length > 0
    ? { set: { languages: { interface: canonical } } }
    : { lost: 'value' };
}

function takeOrganisationName(value: unknown, { language }: Context): Taken {
  const name = oneLine(value);
  return name === undefined ? { lost: 'value' } : { set: { organisation: { name: { [language]: name } } } };
}

function takeOrganisationUri(value: unknown): Taken {
  const uri = oneLine(value);
  return uri !== undefined && isValidFor('organisation', { uri, name: { fr: 'x' } })
    ? { set: { organisation: { uri } } }
    : { lost: 'value' };
}

const MAPPED: readonly Mapping[] = [
  {
    from: 'name',
    to: 'title',
    how: 'In the language of `--from-language`; the name is given with `--name`.',
    take: takeTitle,
  },
  { from: 'description.*.localisedName', to: 'title.*', how: 'In its language.', take: takeText('title') },
  { from: 'description.*.shortDescription', to: 'summary.*', how: 'In its language.', take: takeText('summary') },
  {
    from: 'description.*.longDescription',
    to: 'description.*',
    how: 'In its language.',
    take: takeText('description'),
  },
  { from: 'description.*.features', to: 'features.*', how: 'In its language.', take: takeFeatures },
  { from: 'description.*.documentation', to: 'documentation', how: 'The first one.', take: takeUrl('documentation') },
  {
    from: 'url',
    to: 'repository',
    how: 'Without `.git`.',
    take: takeUrl('repository', (url) => url.replace(/\.git$/, '')),
  },
  { from: 'landingURL', to: 'homepage', how: 'As it stands.', take: takeUrl('homepage') },
  {
    from: 'isBasedOn',
    to: 'isBasedOn',
    how: 'The first address.',
    take: (value) => takeUrl('isBasedOn')(Array.isArray(value) ? (value as unknown[])[0] : value),
  },
  { from: 'softwareVersion', to: 'version', how: '`1.2` becomes `1.2.0`.', take: takeVersion },
  { from: 'categories', to: 'categories', how: 'As codes.', take: takeCategories },
  {
    from: 'organisation.name',
    to: 'organisation.name',
    how: 'In the language of `--from-language`.',
    take: takeOrganisationName,
  },
  { from: 'organisation.uri', to: 'organisation.uri', how: 'As it stands.', take: takeOrganisationUri },
  { from: 'developmentStatus', to: 'developmentStatus', how: 'The same codes.', take: takeCode('developmentStatus') },
  { from: 'intendedAudience.scope', to: 'sectors', how: 'The codes that are sectors.', take: takeSectors },
  { from: 'legal.license', to: 'license', how: 'The SPDX expression.', take: takeLicense },
  {
    from: 'legal.mainCopyrightOwner',
    to: 'organisation.name',
    how: 'Where `organisation.name` is missing.',
    take: takeOrganisationName,
  },
  { from: 'maintenance.type', to: 'maintenance.type', how: 'The same codes.', take: takeMaintenance },
  {
    from: 'maintenance.contractors',
    to: 'maintenance.contractors',
    how: 'Name and end of contract.',
    take: takeContractors,
  },
  {
    from: 'localisation.availableLanguages',
    to: 'languages.interface',
    how: 'As canonical BCP 47 tags.',
    take: takeLanguages,
  },
];

const MEDIA = ['screenshots', 'videos', 'awards', 'apiDocumentation', 'genericName', 'freeTags'];

/** Maps publiccode.yml, versions 0.2 to 0.7. */
export const PUBLICCODE_YML: SourceFormat = {
  file: 'publiccode.yml',
  standard: 'publiccode.yml 0.2 to 0.7',
  // The core schema keeps dates as they are written; anchors and aliases are bounded.
  parse: (text) => parse(text, { schema: 'core', maxAliasCount: 50 }) as unknown,
  mappings: [
    ...MAPPED,
    never('maintenance.contacts', 'person', 'Persons are never named; give the mailbox of a role with `--email`.'),
    never('releaseDate', 'registry', 'The registry records when a version was published.'),
    never('usedBy', 'use', 'Who uses it is recorded by the users.'),
    ...['logo', 'monochromeLogo'].map((field) => never(field, 'media', 'A release holds no pictures of this kind.')),
    ...MEDIA.map((field) => never(`description.*.${field}`, 'media', 'The manifest has no field for it.')),
    ...['authorsFile', 'repoOwner'].map((field) => never(`legal.${field}`, 'file', 'The organisation answers for it.')),
    ...['countries', 'unsupportedCountries'].map((field) =>
      never(`intendedAudience.${field}`, 'not-here', 'Everything here serves this country.'),
    ),
    never('publiccodeYmlVersion', 'tooling', 'It names the version of publiccode.yml.'),
    never('dependsOn', 'packages', 'An algorithm calls other algorithms through `dependencies` only.'),
    never('localisation.localisationReady', 'not-here', 'The manifest has no field for it.'),
    ...[
      'platforms',
      'softwareType',
      'roadmap',
      'inputTypes',
      'outputTypes',
      'fundedBy',
      'tags',
      'applicationSuite',
    ].map((field) => never(field, 'not-here', 'The manifest has no field for it.')),
    ...['it', 'IT', 'mt', 'MT', 'nl', 'NL', 'eu', 'EU'].map((field) =>
      never(field, 'not-here', 'An extension of another country.'),
    ),
  ],
};
