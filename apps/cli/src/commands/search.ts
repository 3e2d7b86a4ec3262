import type { SearchPage } from '@national-forge/api';
import { isClientError, type Client, type SearchInput } from '@national-forge/client';
import { isAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalCount, optionalString } from '../options.ts';
import { localText, printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

const FILTERS = ['sector', 'region', 'agency', 'kind', 'license', 'language', 'risk', 'status', 'cursor'] as const;

function printPage(io: Io, page: SearchPage): void {
  printRows(
    io,
    page.hits.map((hit) => [
      `${hit.name}@${hit.version}`,
      hit.deprecated
        ? `${localText(io, hit.title)} (${text(io.locale, 'label.deprecated')})`
        : localText(io, hit.title),
    ]),
  );
  io.err(
    `${text(io.locale, page.total === 0 ? 'search.none' : 'search.total', { shown: page.hits.length, total: page.total })}\n`,
  );
  if (page.cursor !== undefined) io.err(`${text(io.locale, 'search.more', { cursor: page.cursor })}\n`);
}

/**
 * What an agency that was renamed has is found under its present name. A registry finds it by the old one and says so; where
 * an older registry finds nothing, it is asked again. Asking for the agency notes the rename for whoever reads.
 */
async function search(client: Client, query: SearchInput, signal: AbortSignal): Promise<SearchPage> {
  const page = await client.search(query, { signal });
  const [agency] = [query.agency ?? []].flat();
  if (agency === undefined || !isAgencyName(agency) || (page.total > 0 && page.moved === undefined)) return page;
  const present = await client.agency(agency, { signal }).catch((error: unknown) => {
    if (isClientError(error) && error.code === 'agency-unknown') return undefined;
    throw error;
  });
  if (present === undefined || present.name === agency || page.moved !== undefined) return page;
  return client.search({ ...query, agency: present.name }, { signal });
}

/** Searches algorithms. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const filters = Object.fromEntries(
    FILTERS.map((name) => [name, optionalString(args, name)] as const).filter(([, value]) => value !== undefined),
  );
  const limit = optionalCount(args, 'limit');
  return withClient(args, io, async (client, moved) => {
    const query = { q: args.positionals.join(' '), ...filters, ...(limit !== undefined && { limit }) };
    const page = await search(client, query, io.signal);
    if (io.json) printJson(io, { ...page, ...moved.member() });
    else printPage(io, page);
    return EXIT.ok;
  });
}
