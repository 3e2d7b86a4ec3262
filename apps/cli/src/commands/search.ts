import type { SearchPage } from '@national-forge/api';

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

/** Searches algorithms. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const filters = Object.fromEntries(
    FILTERS.map((name) => [name, optionalString(args, name)] as const).filter(([, value]) => value !== undefined),
  );
  const limit = optionalCount(args, 'limit');
  return withClient(args, io, async (client) => {
    const query = { q: args.positionals.join(' '), ...filters, ...(limit !== undefined && { limit }) };
    const page = await client.search(query, { signal: io.signal });
    if (io.json) printJson(io, page);
    else printPage(io, page);
    return EXIT.ok;
  });
}
