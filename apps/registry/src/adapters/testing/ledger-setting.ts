import type { Algorithm, LogReceipt } from '@national-forge/api';
import { afterEach, beforeEach } from 'vitest';

import type { PlanOutcome, StatusPlan } from '../../ports.ts';
import type { Store } from '../open-store.ts';
import type { Bed } from './bed.ts';
import { createAgencies } from './keys.ts';

/** Is the algorithm most tests speak of. */
export const NAME = 'impots/income-tax';

/** Is the path of its head. */
export const HEAD = `/api/v1/algorithms/${NAME}`;

/** Gives the path of the status of one of its versions, or of another algorithm's. */
export const statusKey = (version: string, name = NAME): string =>
  `/api/v1/algorithms/${name}/versions/${version}/status`;

/** Says that a channel of it moves. */
export const move = (tag: string, version: string | null, ifMatch: string | null = null) => ({
  name: NAME,
  tag,
  version,
  ifMatch,
});

/** Gives the receipts of a plan that was applied. */
export function receiptsOf(outcome: PlanOutcome): readonly (LogReceipt | null)[] {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.receipts;
}

/** Is an open store with two agencies, and what tests do with it over and over. */
export interface LedgerSetting {
  readonly bed: Bed;
  /** The open store; a test that closes it opens another. */
  store: Store;
  /** Reads a document; throws if there is none. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test names the body it reads
  json<T>(key: string): T;
  head(): Algorithm;
  /** Gives the ETag of a document, `none` if there is none. */
  etag(key: string): string;
  setStatus(version: string, change: Partial<StatusPlan>): Promise<PlanOutcome>;
  moveAll(...moves: readonly ReturnType<typeof move>[]): Promise<PlanOutcome>;
  /** Lists the versions that search shows. */
  found(): Promise<readonly string[]>;
}

/** Makes a new setting before each test and clears it after. */
export function useLedger(makeBed: () => Bed): LedgerSetting {
  const open: { bed?: Bed; store?: Store } = {};
  beforeEach(async () => {
    open.bed = makeBed();
    open.store = await open.bed.open();
    await createAgencies(open.store, 'impots', 'cnss');
  });
  afterEach(() => open.bed?.clear());
  const { documents } = { documents: (key: string) => here.store.documents.find(key) };
  const here: LedgerSetting = {
    get bed() {
      return present(open.bed);
    },
    get store() {
      return present(open.store);
    },
    set store(store) {
      open.store = store;
    },
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
    json: <T>(key: string) => JSON.parse(present(documents(key)).bytes.toString()) as T,
    head: () => here.json<Algorithm>(HEAD),
    etag: (key) => documents(key)?.etag ?? 'none',
    setStatus: (version, change) => here.store.ledger.commit({ ...statusPlan(here, version), ...change }),
    moveAll: (...moves) => here.store.ledger.commit({ kind: 'channel', actor: 'token-1', reason: 'because', moves }),
    found: async () => (await here.store.search.search({ q: '', limit: 10 })).hits.map(({ version }) => version),
  };
  return here;
}

const statusPlan = (here: LedgerSetting, version: string): StatusPlan => ({
  kind: 'status',
  actor: 'token-1',
  name: NAME,
  version,
  yanked: false,
  deprecated: false,
  successor: null,
  reason: 'because',
  ifMatch: here.etag(statusKey(version)),
});

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('it is not there');
  return found;
}
