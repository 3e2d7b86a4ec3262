import type { Bed } from '../adapters/testing/bed.ts';
import { describeBindings } from './ledger-bindings.contract.ts';
import { describeChannels } from './ledger-channels.contract.ts';
import { describeKeys } from './ledger-keys.contract.ts';
import { describePublishing } from './ledger-publishing.contract.ts';
import { describeStatus } from './ledger-status.contract.ts';
import { describeTombstones } from './ledger-tombstones.contract.ts';
import { describeTransfers } from './ledger-transfers.contract.ts';
import { describeVersions } from './ledger-versions.contract.ts';

/** Proves that an adapter keeps the contract of the ledger, and of the catalogue and the documents it writes. */
export function describeLedgerContract(makeBed: () => Bed): void {
  describePublishing(makeBed);
  describeVersions(makeBed);
  describeBindings(makeBed);
  describeStatus(makeBed);
  describeChannels(makeBed);
  describeTombstones(makeBed);
  describeKeys(makeBed);
  describeTransfers(makeBed);
}
