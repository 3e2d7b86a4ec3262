import type { Ledger } from '../ports.ts';

/** Is a ledger whose checkpoints are counted. */
export interface CountedLedger {
  readonly ledger: Ledger;
  /** Tells how many different checkpoints hold what was committed; a group of writes shares one. */
  readonly count: () => number;
}

/** Counts the checkpoints of a ledger. Groups are committed one after the other, so it is enough to know the last one. */
export function countCheckpoints(ledger: Ledger): CountedLedger {
  let count = 0;
  let last = '';
  return {
    ledger: {
      ...ledger,
      async commit(plan) {
        const outcome = await ledger.commit(plan);
        const checkpoint = outcome.ok && !outcome.repeated ? outcome.receipts.at(-1)?.checkpoint : undefined;
        if (checkpoint !== undefined && checkpoint !== last) {
          last = checkpoint;
          count += 1;
        }
        return outcome;
      },
    },
    count: () => count,
  };
}
