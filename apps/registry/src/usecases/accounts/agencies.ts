import { ProblemError, type Agency, type AgencyPage, type AgencyWritten } from '@national-forge/api';
import { isReservedName } from '@national-forge/manifest';

import type { AgencyRow } from '../../ports.ts';
import { commit } from '../commit.ts';
import { cutPage, parseCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { formatInstant } from '../instant.ts';

const toAgency = (row: AgencyRow): Agency => ({
  name: row.name,
  title: row.title,
  createdAt: formatInstant(row.createdAt),
  logIndex: row.logIndex,
});

/** Says which agency is wanted, and who makes it: a token, or `operator` for the command line of the registry. */
export interface AgencyWish {
  readonly name: string;
  readonly title?: Agency['title'] | undefined;
  readonly actor: string;
}

/** Creates an agency. Throws `ProblemError` `name-reserved`, `agency-taken`. */
export async function createAgency(
  deps: Pick<Deps, 'ledger'>,
  { name, title, actor }: AgencyWish,
): Promise<AgencyWritten> {
  if (isReservedName(name, 'agency')) throw new ProblemError('name-reserved', { name });
  const given = Object.entries(title ?? {}).map(([language, text]) => [language, (text ?? '').trim()] as const);
  const texts = Object.fromEntries(given.filter(([, text]) => text !== ''));
  const { at, receipts } = await commit(deps.ledger, { kind: 'agency', name, title: texts, actor });
  const [receipt] = receipts;
  if (!receipt) throw new Error(`made the agency ${name} without a leaf`);
  return { ...toAgency({ name, title: texts, createdAt: at, logIndex: receipt.index }), receipt };
}

/** Gives an agency. Throws `ProblemError` `agency-unknown`. */
export async function getAgency(deps: Pick<Deps, 'catalogue'>, name: string): Promise<Agency> {
  const row = await deps.catalogue.findAgency(name);
  if (row === undefined) throw new ProblemError('agency-unknown', { agency: name });
  return toAgency(row);
}

/** Lists agencies by name, a page at a time. Throws `ProblemError` `cursor-invalid`. */
export async function listAgencies(
  deps: Pick<Deps, 'catalogue'>,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<AgencyPage> {
  const after = parseCursor('agencies', page.cursor);
  const { total, rows } = await deps.catalogue.listAgencies({ after, limit: page.limit + 1 });
  const { shown, cursor } = cutPage('agencies', rows, page.limit);
  return { total, agencies: shown.map(toAgency), ...(cursor && { cursor }) };
}
