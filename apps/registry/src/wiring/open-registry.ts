import type { VectorWorkers, VectorWorkersLimits } from '../adapters/vector-workers/open-vector-workers.ts';
import { openStore, type Store, type StoreOptions } from '../adapters/open-store.ts';
import type { Clock, Randomness } from '../ports.ts';
import { DEFAULT_SERVICE_LIMITS, type ServiceLimits } from '../usecases/deps.ts';
import { comparingIn } from '../usecases/diff/comparing.ts';
import { createContentCache } from '../usecases/content/content-cache.ts';
import { createGate } from '../usecases/publish/gate.ts';
import { createPublishCounts, type PublishDeps } from '../usecases/publish/publish-deps.ts';
import { createTurns } from '../usecases/publish/turns.ts';
import { countCheckpoints } from './count-checkpoints.ts';
import { VERSION } from './version.ts';
import { lendWorkers, openWorkers, type Workers } from './workers.ts';
import { systemClock, systemRandom } from './world.ts';

/** Says which data folder to open and within what bounds. */
export interface RegistryOptions extends Pick<StoreOptions, 'create' | 'migrate' | 'files' | 'onStatement'> {
  /** Name of the log, taken at the very first start; a random one where nobody says. */
  readonly origin?: string | undefined;
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly random?: Randomness;
  readonly limits?: Partial<ServiceLimits>;
  readonly storeLimits?: StoreOptions['limits'];
  /** Bounds the workers that run vectors. */
  readonly vectors?: Partial<VectorWorkersLimits>;
  /** Workers that several registries of this process share; who opened them closes them. By default it has its own. */
  readonly workers?: Workers | undefined;
}

/** Is an open registry: its store, and what its use cases need. */
export interface Registry {
  readonly store: Store;
  readonly deps: PublishDeps;
  readonly vectors: VectorWorkers;
  /** Tells how many checkpoints hold writes of this process. */
  readonly checkpoints: () => number;
  /** Settles what was taken, then closes everything. */
  close(): Promise<void>;
}

/** Bytes of schemas, vectors and called programs that are kept, as they are in the files. */
const CONTENT_BYTES = 32 * 1024 * 1024;

/** Versions that are compared for readers at the same time; what they need of the archives is in memory. */
const READERS = 2;

/** Opens the registry in a data folder. Throws `StoreError`. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { clock = systemClock, random = systemRandom } = options;
  const limits: ServiceLimits = Object.freeze({ ...DEFAULT_SERVICE_LIMITS, ...options.limits });
  const store = await openStore(storeOptions(options, clock, limits));
  const workers = options.workers ? lendWorkers(options.workers) : openWorkers(options.vectors);
  const { checks, vectors } = workers;
  const { ledger, count } = countCheckpoints(store.ledger);
  const deps: PublishDeps = {
    ...portsOf(store),
    ledger,
    ...{ clock, random, limits, checks, vectors },
    comparing: comparingIn(workers.readers, createGate(READERS)),
    contents: createContentCache(CONTENT_BYTES),
    inspections: createGate(limits.inspections),
    turns: createTurns(),
    counts: createPublishCounts(),
  };
  return {
    store,
    deps,
    vectors,
    checkpoints: count,
    async close() {
      await vectors.close();
      await ledger.drain();
      await store.close();
      await workers.close();
    },
  };
}

function portsOf(store: Store) {
  const { catalogue, accounts, documents, blobs, archives, search, searchUpkeep } = store;
  const { downloads, log, tree, agencyStates, names } = store;
  const read = { catalogue, accounts, documents, search, searchUpkeep, log, tree, agencyStates, names };
  return { ...read, blobs, archives, downloads, archiveFiles: store.files };
}

function storeOptions(options: RegistryOptions, clock: Clock, { archiveBytes }: ServiceLimits): StoreOptions {
  const { dataDir, create, migrate, files, onStatement, storeLimits, origin } = options;
  return {
    dataDir,
    clock,
    limits: { blobBytes: archiveBytes, ...storeLimits },
    createdBy: `nforge-registry ${VERSION}`,
    ...(origin !== undefined && { origin }),
    ...(create !== undefined && { create }),
    ...(migrate !== undefined && { migrate }),
    ...(files && { files }),
    ...(onStatement && { onStatement }),
  };
}
