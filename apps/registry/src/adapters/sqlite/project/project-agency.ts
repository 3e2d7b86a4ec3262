import {
  formatState,
  parseState,
  stateAfter,
  stateDigest,
  type AgencyLeaf,
  type LeafOf,
} from '@national-forge/transparency';

import { insertAgency } from '../agencies.ts';
import { findAgencyState, insertAgencyState } from '../log/agency-states.ts';
import { instantOfLeaf, type LogFact, type Projection } from './projection.ts';

/** Makes an agency with its first state. */
export function projectAgency(context: Projection, fact: LogFact<LeafOf<'agency'>>): void {
  const { title } = fact.detail as { readonly title: Readonly<Record<string, string>> };
  const { leaf, index } = fact;
  insertAgency(context.sql, { name: leaf.agency, title, createdAt: instantOfLeaf(fact), logIndex: index });
  projectAgencyState(context, fact);
}

/** Is a leaf that changes the state of one agency. */
type StateLeaf = Exclude<AgencyLeaf, { readonly kind: 'transfer' }>;

/** Stores the state of an agency that follows from a leaf; it must be the one that the leaf names. */
export function projectAgencyState(context: Projection, fact: LogFact<StateLeaf>): void {
  storeState(context, fact, fact.leaf.agency);
}

/** Stores the state that follows from a leaf; all earlier ones stand under the present name of the agency. */
export function storeState({ sql }: Projection, { leaf, index }: LogFact<AgencyLeaf>, agency: string): void {
  const before = findAgencyState(sql, agency);
  const state = stateAfter(before && parseState(before.bytes), leaf, index);
  const digest = stateDigest(state);
  if (digest !== leaf.state) throw new Error(`leaf ${index} names another state of ${agency} than follows from it`);
  const envelope = leaf.kind === 'agency' ? null : leaf.envelope;
  insertAgencyState(sql, { agency, leaf: index, digest, envelope, bytes: formatState(state) });
}
