import {
  contentOf,
  judgeVersion,
  type CheckWorker,
  type JudgeRequest,
  type VersionJudgement,
} from '@national-forge/admission';
import { versionsOfLine, type PublishedVersion, type VersionContent } from '@national-forge/versioning';

import { eachLimited } from '../limit.ts';
import type { PublishedVersions } from './published-versions.ts';

/** Says how the number of a version is judged. */
export interface JudgeOptions {
  readonly worker: CheckWorker;
  /** Runs a version on vectors of others; whoever cannot run programs says that none fails. */
  readonly replay: JudgeRequest['replay'];
  /** Versions of the same algorithm that are to be published before it: they count as published. */
  readonly earlier?: readonly VersionContent[] | undefined;
}

/** Judges the number of a version by what is published, as the registry will. */
export async function judgeContent(
  candidate: VersionContent,
  published: PublishedVersions,
  { worker, replay, earlier = [] }: JudgeOptions,
): Promise<VersionJudgement> {
  const ahead = new Map<string, VersionContent>(earlier.map((content) => [content.manifest.version, content]));
  const listed = published.versions.filter(({ version }) => !ahead.has(version)).map(factsOf);
  const line = versionsOfLine(candidate.manifest.version, listed);
  // The judge asks for one after the other; over a slow line that would be a wait for each.
  const read = await eachLimited(line, PARALLEL, ({ version }) => contentOfPublished(published, version));
  const contents = new Map(line.map(({ version }, index) => [version, read[index]]));
  return judgeVersion({
    candidate,
    published: [...listed, ...[...ahead.keys()].map((version) => ({ version, yanked: false }))],
    load: async (version) => {
      if (ahead.has(version) || contents.has(version)) return ahead.get(version) ?? contents.get(version);
      // One whose vectors are called errors may be no neighbour any more; one that was never published has none.
      const isPublished = listed.some((one) => one.version === version);
      return isPublished ? contentOfPublished(published, version) : undefined;
    },
    replay,
    worker,
  });
}

const PARALLEL = 8;

/** Says of a listed version what the numbers of others depend on. */
const factsOf = ({ version, yanked, waived }: PublishedVersions['versions'][number]): PublishedVersion => ({
  version,
  yanked: yanked === true,
  waived: waived === true,
});

/** What was removed by law is no file any more: it binds nobody. */
async function contentOfPublished(published: PublishedVersions, version: string): Promise<VersionContent | undefined> {
  const release = await published.open(version);
  return release && contentOf(release.files, release.manifest);
}
