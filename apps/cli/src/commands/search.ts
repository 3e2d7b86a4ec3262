import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson } from '../output.ts';
import { findAllHits, findHits } from '../search/find-hits.ts';
import { searchInput, wishOf } from '../search/search-input.ts';
import { showPage } from '../search/show-page.ts';
import { withClient } from '../session/session.ts';

/** Searches algorithms. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const wish = wishOf(args, io);
  return withClient(args, io, async (client, moved) => {
    const search = { client, signal: io.signal };
    const page = await (wish.all ? findAllHits : findHits)(search, searchInput(wish, io));
    const { moved: first, alsoMoved = [], ...document } = page;
    for (const one of first === undefined ? [] : [first, ...alsoMoved]) moved.tell(one);
    if (io.json) printJson(io, { ...document, ...moved.member() });
    else showPage(io, page, wish);
    return EXIT.ok;
  });
}
