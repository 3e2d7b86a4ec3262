import { judgeVersion, type BoundVector, type JudgeRequest, type VersionJudgement } from '@national-forge/admission';
import {
  compareVersions,
  isWaivable,
  sharesPeriod,
  vectorKey,
  type FailedVector,
  type PublishedVersion,
  type VersionContent,
} from '@national-forge/versioning';

import type { VersionBindings } from '../../ports.ts';

/** Asks to judge a version among those that bind it. */
export interface AmongRequest extends Omit<JudgeRequest, 'published'> {
  readonly bindings: VersionBindings;
  /** What the same request publishes below it. */
  readonly together: readonly PublishedVersion[];
}

/**
 * Judges the number of a version among those that bind it, of which as few are read as will do: the nearest one below, and
 * further ones only where what lies between was waived or stays undecided.
 */
export async function judgeAmong({ bindings, together, ...request }: AmongRequest): Promise<VersionJudgement> {
  const standing = new Set(
    [...publishedOf(bindings, bindings.below.length), ...together].map(({ version }) => version),
  );
  const known = noteVectors(request, standing);
  for (let reach = 1; ; reach += 1) {
    const published = [...publishedOf(bindings, reach), ...together];
    const judgement = await judgeVersion({ ...request, ...known, published });
    if (reach >= bindings.below.length || !isOpenEnded(judgement, bindings, reach)) return judgement;
  }
}

/** Tells whether the last version below that was given is not the end: what lies beneath it would be compared, too. */
function isOpenEnded(judgement: VersionJudgement, { below }: VersionBindings, reach: number): boolean {
  const last = below[reach - 1];
  const edge = judgement.judged ? judgement.below.find(({ old }) => old === last?.version) : undefined;
  return edge !== undefined && (last?.waived === true || edge.changes.some(isWaivable));
}

function publishedOf({ below, above, vectors }: VersionBindings, reach: number): readonly PublishedVersion[] {
  const beside = [...below.slice(0, reach), ...above].map((one) => ({ ...one, yanked: false }));
  const named = new Set(beside.map(({ version }) => version));
  const others = vectors.filter(({ version }) => !named.has(version));
  return [...beside, ...others.map(({ version }) => ({ version, yanked: false }))];
}

/** What versions below have bound the versions above since those were published: only what is new is run on them. */
function noteVectors({ candidate, load, replay }: Omit<JudgeRequest, 'published'>, standing: ReadonlySet<string>) {
  const { version } = candidate.manifest;
  const bound = new Set<string>();
  const note = (content: VersionContent): void => {
    const { version: other } = content.manifest;
    if (!standing.has(other) || compareVersions(other, version) > 0) return;
    if (!sharesPeriod(content.manifest, candidate.manifest)) return;
    for (const vector of content.vectors) bound.add(vectorKey(vector));
  };
  return {
    async load(other: string): Promise<VersionContent | undefined> {
      const content = await load(other);
      if (content !== undefined) note(content);
      return content;
    },
    async replay(other: string, vectors: readonly BoundVector[]): Promise<readonly FailedVector[]> {
      if (other === version) return replay(other, vectors);
      const fresh = vectors.filter((vector) => !bound.has(vectorKey(vector)));
      return fresh.length === 0 ? [] : replay(other, fresh);
    },
  };
}
