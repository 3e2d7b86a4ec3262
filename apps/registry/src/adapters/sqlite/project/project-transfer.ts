import type { LeafOf } from '@national-forge/transparency';

import { renameAgency } from '../agencies.ts';
import {
  getAlgorithmRow,
  listAlgorithmsOf,
  renameAlgorithm,
  touchAlgorithm,
  type AlgorithmRow,
} from '../algorithms.ts';
import { renameDependent } from '../dependencies.ts';
import { renameStates } from '../log/agency-states.ts';
import { insertFormerAgency, insertFormerName, insertTransfer } from '../names.ts';
import { moveDocuments } from './move-documents.ts';
import { storeState } from './project-agency.ts';
import { instantOfLeaf, type LogFact, type Projection } from './projection.ts';
import { storeStatusesBefore } from './store-status.ts';

type TransferFact = LogFact<LeafOf<'transfer'>>;

/**
 * Moves an algorithm, or an agency with all its algorithms, to another name. Everything goes on there; the old name leads
 * to it for ever. Costs by what stands under the name, a document each; of others, the statuses that name it as successor.
 */
export function projectTransfer(context: Projection, fact: TransferFact): void {
  const { leaf, index } = fact;
  const { from, to, envelope } = leaf;
  insertTransfer(context.sql, { index, envelope });
  if (from.includes('/')) moveAlgorithm(context, fact, { algorithm: getAlgorithmRow(context.sql, from), to });
  else moveAgency(context, fact);
}

function moveAgency(context: Projection, fact: TransferFact): void {
  const { sql } = context;
  const { from, to } = fact.leaf;
  renameAgency(sql, { from, to }, () => {
    renameStates(sql, from, to);
    storeState(context, fact, to);
    for (const algorithm of listAlgorithmsOf(sql, from)) {
      moveAlgorithm(context, fact, { algorithm, to: `${to}${algorithm.name.slice(from.length)}` });
    }
    insertFormerAgency(sql, { name: from, log_index: fact.index }, to);
  });
}

function moveAlgorithm(
  context: Projection,
  fact: TransferFact,
  { algorithm, to }: { readonly algorithm: AlgorithmRow; readonly to: string },
): void {
  const { sql } = context;
  const { id, name: from } = algorithm;
  renameAlgorithm(sql, id, to);
  insertFormerName(sql, { name: from, log_index: fact.index }, id);
  renameDependent(sql, from, to);
  touchAlgorithm(sql, id, instantOfLeaf(fact));
  moveDocuments(context, algorithm, to);
  storeStatusesBefore(context, id);
}
