import {
  contentOf,
  folderRelease,
  type CheckWorker,
  type JudgeRequest,
  type ReleaseFiles,
} from '@national-forge/admission';
import type { Manifest } from '@national-forge/manifest';
import {
  compareVersions,
  isWaivable,
  judgeBump,
  smallestHonest,
  type BumpReason,
  type BumpVerdict,
  type VersionContent,
} from '@national-forge/versioning';

import { ClientError, type TooSmallBump } from '../client-error.ts';
import { judgeContent, type JudgeOptions } from '../contracts/judge-content.ts';
import type { PublishedVersions } from '../contracts/published-versions.ts';
import type { CheckedFolder } from './check-folder.ts';

/** Is how the number of a folder was judged by what is published. */
export interface FolderJudgement {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  /** Without a waiver. */
  readonly verdict: BumpVerdict;
  /** What of it a waiver would cover; empty where a waiver helps nothing, or is not needed. */
  readonly waivable: readonly BumpReason[];
}

/** Judges the numbers of folders that are to be published together. */
export type JudgeFolders = (releases: readonly CheckedFolder[]) => Promise<readonly FolderJudgement[]>;

/** Is what of a version is run on vectors. */
export interface RunnableVersion {
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
  /** The folder, where it is not published yet. */
  readonly folder?: string;
}

/** Says with which means folders are judged. */
export interface JudgeFoldersMeans {
  readonly worker: CheckWorker;
  /** Lists what is published of an algorithm. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
  /** Makes what runs versions of one algorithm on vectors: those here and the published ones. */
  readonly replayOf: (sourceOf: (version: string) => Promise<RunnableVersion | undefined>) => JudgeRequest['replay'];
}

/**
 * Makes a judge of folders: advice, as the registry judges again. Versions of one algorithm are judged in their order, each with
 * those before it. What is published already, the same or other, is not judged: its number is no question any more.
 */
export function foldersJudge(means: JudgeFoldersMeans): JudgeFolders {
  return async (releases) => {
    const judgements: FolderJudgement[] = [];
    for (const group of Map.groupBy(releases, ({ admission }) => admission.manifest?.name ?? '').values()) {
      judgements.push(...(await judgeGroup(group, means)));
    }
    return judgements;
  };
}

interface Candidate extends RunnableVersion {
  readonly checked: CheckedFolder;
  readonly content: VersionContent;
}

async function judgeGroup(group: readonly CheckedFolder[], means: JudgeFoldersMeans): Promise<FolderJudgement[]> {
  const candidates = (await Promise.all(group.map(candidateOf))).flat();
  const [first] = candidates;
  if (first === undefined) return [];
  const published = await means.versionsOf(first.manifest.name);
  const taken = new Set<string>(published.versions.map(({ version }) => version));
  const fresh = candidates
    .filter(({ manifest }) => !taken.has(manifest.version))
    .toSorted((a, b) => compareVersions(a.manifest.version, b.manifest.version));
  const replay = means.replayOf(
    async (version) => fresh.find(({ manifest }) => manifest.version === version) ?? published.open(version),
  );
  const judgements: FolderJudgement[] = [];
  for (const [index, candidate] of fresh.entries()) {
    const earlier = fresh.slice(0, index).map(({ content }) => content);
    const options = { worker: means.worker, replay, earlier };
    const judgement = await judgeOne(candidate, published, options);
    judgements.push(await withSmallest(judgement, { candidate, published, options, together: fresh }));
  }
  return judgements;
}

async function candidateOf(checked: CheckedFolder): Promise<readonly Candidate[]> {
  const { folder, packed, admission } = checked;
  const { manifest } = admission;
  if (manifest === undefined) return [];
  const files = folderRelease(folder, packed.files);
  return [{ checked, folder, manifest, files, content: await contentOf(files, manifest) }];
}

interface Search {
  readonly candidate: Candidate;
  readonly published: PublishedVersions;
  readonly options: JudgeOptions;
  /** All that is to be published: the numbers are taken. */
  readonly together: readonly Candidate[];
}

/** Looks for the smallest honest number beyond the next version, too, where the number will not do. */
async function withSmallest(
  judgement: FolderJudgement,
  { candidate, published, options, together }: Search,
): Promise<FolderJudgement> {
  const { version, verdict } = judgement;
  if (verdict.ok) return judgement;
  const ahead = together.map((one) => ({ version: one.manifest.version, yanked: false }));
  const listed = published.versions.map((one) => ({ version: one.version, yanked: one.yanked === true }));
  const judgeAs = async (other: string): Promise<string | undefined> => {
    const { content } = candidate;
    const renamed = { ...content, manifest: { ...content.manifest, version: other } } as VersionContent;
    const replay: JudgeOptions['replay'] = (one, vectors) => options.replay(one === other ? version : one, vectors);
    const judged = await judgeContent(renamed, published, { ...options, replay });
    return judged.judged ? judged.verdict.required : undefined;
  };
  const required = await smallestHonest({
    version,
    required: verdict.required,
    published: [...listed, ...ahead],
    judgeAs,
  });
  return { ...judgement, verdict: { ...verdict, required } };
}

async function judgeOne(
  { checked, content }: Candidate,
  published: PublishedVersions,
  options: JudgeOptions,
): Promise<FolderJudgement> {
  const { name, version } = content.manifest;
  const { folder, packed } = checked;
  const judgement = await judgeContent(content, published, options);
  if (!judgement.judged) {
    const params = { count: judgement.findings.length };
    throw new ClientError('admission-failed', { params, findings: [{ folder, findings: judgement.findings }] });
  }
  const { verdict, below, above } = judgement;
  const isHelped = !verdict.ok && judgeBump({ version, below, above, published: [], waived: true }).ok;
  const waivable = isHelped ? verdict.reasons.filter(isWaivable) : [];
  return { folder, name, version, releaseDigest: packed.releaseDigest, verdict, waivable };
}

/**
 * Asserts that no number promises more than is kept, as far as no waiver takes the answer.
 * @throws ClientError `bump-too-small` with all `bumps`
 */
export function assertHonest(
  judgements: readonly FolderJudgement[],
  isWaived: (one: FolderJudgement) => boolean,
): void {
  const bumps = judgements
    .filter((one) => !one.verdict.ok && !(one.waivable.length > 0 && isWaived(one)))
    .map(({ folder, name, version, verdict }): TooSmallBump => ({ folder, name, version, verdict }));
  const [first] = bumps;
  if (first === undefined) return;
  const { name, version, verdict } = first;
  throw new ClientError('bump-too-small', { params: { name, version, required: verdict.required }, bumps });
}
