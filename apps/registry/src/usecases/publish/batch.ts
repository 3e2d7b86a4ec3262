import { contentOf } from '@national-forge/admission';
import type { PublishedVersion, VersionContent } from '@national-forge/versioning';

import type { VersionBindings } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import type { NewRelease } from './admit.ts';
import { inspect } from './inspect.ts';
import type { NewlyJudged } from './judged.ts';

/** Is what of one algorithm a request publishes, in SemVer order: those judged already count as published. */
export interface Batch {
  /** The revision at which its first version was compared; the ledger takes none of them at another. */
  readonly revision: VersionBindings['revision'] | undefined;
  readonly published: readonly PublishedVersion[];
  /** Reads a version that was judged before; `undefined` when it is none of this request. */
  load(version: string): Promise<VersionContent> | undefined;
  noteRevision(revision: VersionBindings['revision']): void;
  add(admitted: NewRelease, judged: NewlyJudged): void;
}

type BatchDeps = Pick<Deps, 'blobs' | 'limits' | 'checks' | 'contents'>;

interface Judged {
  readonly admitted: NewRelease;
  readonly judged: NewlyJudged;
}

/**
 * Opens a batch. What it holds of a version is little: schemas and vectors are kept in the cache, and read again from the
 * upload when they have left it.
 */
export function openBatch(deps: BatchDeps): Batch {
  const earlier = new Map<string, Judged>();
  let revision: Batch['revision'];
  return {
    get revision() {
      return revision;
    },
    get published() {
      return [...earlier].map(([version, { judged }]) => {
        return { version, yanked: false, ...(judged.verdict.waiver && { waived: true }) };
      });
    },
    load(version) {
      const found = earlier.get(version);
      return found && readUploaded(deps, found);
    },
    noteRevision(found) {
      if (revision === undefined) revision = found;
    },
    add(admitted, judged) {
      earlier.set(judged.request.version, { admitted, judged });
    },
  };
}

function readUploaded(deps: BatchDeps, { admitted, judged }: Judged): Promise<VersionContent> {
  const { name, version, releaseDigest } = judged.request;
  const bytes = judged.files.reduce((sum, { path, size }) => (path.endsWith('.json') ? sum + size : sum), 0);
  return deps.contents.use(`upload ${name}@${version} ${releaseDigest}`, bytes, async () => {
    const { release } = await inspect(deps, admitted);
    return contentOf(release, judged.manifest);
  });
}
