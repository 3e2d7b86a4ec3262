import type { Agency } from '@national-forge/api';
import { isAgencyName, isReservedName, LANGUAGES } from '@national-forge/manifest';

import { createAgency, listAgencies } from '../usecases/accounts/agencies.ts';
import { OPERATOR } from '../usecases/actor.ts';
import { CommandError, printLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { withRegistry } from './with-registry.ts';

/** Creates an agency. */
export async function create(
  options: DataOptions & { readonly name: string; readonly title?: readonly string[] },
  io: Io,
): Promise<number> {
  const { name } = options;
  if (!isAgencyName(name) && !isReservedName(name, 'agency')) {
    throw new CommandError(
      `"${name}" is no agency name: lower-case letters, digits and single hyphens, at most 40.`,
      2,
    );
  }
  const title = parseTitles(options.title ?? []);
  const agency = await withRegistry({ ...options, create: true }, io, ({ deps }) =>
    createAgency(deps, { name, title, actor: OPERATOR }),
  );
  printLine(io, options.json ? JSON.stringify(agency) : agency.name);
  return 0;
}

/** Lists the agencies, by name. */
export async function list(options: DataOptions, io: Io): Promise<number> {
  const agencies: Agency[] = [];
  await withRegistry(options, io, async ({ deps }) => {
    let cursor: string | undefined;
    do {
      const page = await listAgencies(deps, { limit: 100, cursor });
      agencies.push(...page.agencies);
      ({ cursor } = page);
    } while (cursor !== undefined);
  });
  if (options.json) printLine(io, JSON.stringify({ agencies }));
  else for (const { name, title } of agencies) printLine(io, [name, ...Object.values(title)].join('\t'));
  return 0;
}

function parseTitles(titles: readonly string[]): Agency['title'] {
  return Object.fromEntries(
    titles.map((title) => {
      const sign = title.indexOf('=');
      const language = LANGUAGES.find((one) => one === title.slice(0, sign));
      if (language !== undefined) return [language, title.slice(sign + 1)];
      throw new CommandError(`--title "${title}": write LANGUAGE=TEXT with one of ${LANGUAGES.join(', ')}.`, 2);
    }),
  );
}
