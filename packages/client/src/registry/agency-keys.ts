import { agencyKeys, type AgencyKeys } from '@national-forge/api';
import { parseCheckpoint, parseNote } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { Transport } from '../transport/transport.ts';
import { target } from './call.ts';
import type { TreeOptions } from './log.ts';

/** Chooses a part of the history of an agency. */
export interface HistoryOptions extends TreeOptions {
  /** Only what came after the leaf of this index. */
  readonly after?: number | undefined;
}

/** Bounds the pages of one history: a registry that never comes to an end would keep its reader for ever. */
const PAGES_LIMIT = 64;

/**
 * Reads the history of an agency's keys, page by page: all pages are of the tree of the first one. What is wanting in it is found
 * by whoever verifies it, as each change names the state before it.
 * @throws ClientError `protocol` (reason `pages`) when it has no end; those of the registry and the way
 */
export async function readAgencyKeys(
  transport: Transport,
  agency: string,
  options: HistoryOptions = {},
): Promise<AgencyKeys> {
  const { after, size, signal } = options;
  const ask = async (query: { readonly after: number | undefined; readonly size: number | undefined }) => {
    const path = target('getAgencyKeys', { agency }, query);
    return (await transport.json({ method: 'GET', path, signal }, agencyKeys)).value;
  };
  const first = await ask({ after, size });
  const history = [...first.history];
  for (let page = first, pages = 1; isCut(page); pages++) {
    if (pages === PAGES_LIMIT) {
      throw new ClientError('protocol', { params: { host: new URL(transport.registry).host, reason: 'pages' } });
    }
    const next = { after: page.history.at(-1)?.index, size: size ?? sizeOf(first) };
    page = { ...(await ask(next)), leaf: first.leaf };
    history.push(...page.history.filter(({ index }) => index > (next.after ?? -1)));
  }
  return { ...first, history };
}

/** Tells whether a page ends before the newest leaf of the agency. */
const isCut = ({ history, leaf }: AgencyKeys): boolean => (history.at(-1)?.index ?? leaf) < leaf;

/** Nothing is verified here; a checkpoint that is none is for whoever verifies it. */
function sizeOf({ checkpoint }: AgencyKeys): number | undefined {
  try {
    return parseCheckpoint(parseNote(checkpoint).text).size;
  } catch {
    return undefined;
  }
}
