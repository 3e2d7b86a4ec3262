import type { CheckWorker, JudgeRequest, VersionJudgement } from '@national-forge/admission';
import { ClientError, judgeContent, type PublishedVersions } from '@national-forge/client';
import {
  compareVersions,
  isStable,
  smallestHonest,
  type BumpLevel,
  type BumpReason,
  type BumpVerdict,
  type ContractComparison,
  type VersionContent,
} from '@national-forge/versioning';

import type { Side } from '../diff/side.ts';
import { firstFree, levelUp, withoutPreRelease } from './numbers.ts';

/** Says what of the number of a folder is to be done. */
export interface BumpPlan {
  readonly name: string;
  /** The version that the manifest says. */
  readonly present: string;
  /**
   * `new`: nothing is published; `unchanged`: this content is published under this number; `honest`: the number promises no
   * more than is kept; `too-small`: it does; `taken`: other content is published under it.
   */
  readonly state: 'new' | 'unchanged' | 'honest' | 'too-small' | 'taken';
  /** The number to take: the smallest honest one, or the present one where that may stay. */
  readonly next: string;
  /** Whether it is higher than it must be, because more was asked for. */
  readonly asked: boolean;
  /** The published version below which no number will do, where there is one. */
  readonly beyond?: string;
  /** What the differences demand; null where there is nothing to compare with. */
  readonly level: BumpLevel | null;
  /** What demands more than the next patch, or than the present number. */
  readonly reasons: readonly BumpReason[];
  readonly below: readonly ContractComparison[];
  readonly above: readonly ContractComparison[];
}

/** Says how a bump is found. */
export interface BumpOptions {
  readonly published: PublishedVersions;
  readonly worker: CheckWorker;
  /** Runs the folder, as the version that it is judged as, and published versions on vectors. */
  readonly replay: (candidate: string) => JudgeRequest['replay'];
  /** Bump at least so much. */
  readonly atLeast?: BumpLevel | undefined;
}

/** Finds the smallest honest version of a folder; a number that is honest is never lowered. */
export async function planBump(side: Side, options: BumpOptions): Promise<BumpPlan> {
  const { name, version: present } = side.content.manifest;
  const { published, atLeast } = options;
  const nothing = { name, present, next: present, asked: false, level: null, reasons: [], below: [], above: [] };
  if (published.versions.length === 0) return { ...nothing, state: 'new' };
  const own = published.versions.find(({ version }) => version === present);
  if (own?.digest === side.releaseDigest) return { ...nothing, state: 'unchanged' };
  const taken = new Set<string>(published.versions.map(({ version }) => version));
  const start = own === undefined ? present : firstFree(present, taken);
  const { verdict, below, above } = await judgeAs(side, start, options);
  const raised = raisedFrom(below[0]?.old, atLeast, taken) ?? start;
  const isEnough = compareVersions(withoutPreRelease(start), withoutPreRelease(raised)) >= 0;
  const at = isEnough ? { start, required: verdict.required } : { start: raised, required: undefined };
  const required = await smallestFrom(at, side, options);
  const isHonest = verdict.required === start;
  const state = own !== undefined ? 'taken' : isHonest ? 'honest' : 'too-small';
  const next = required === present ? present : likePresent(required, present);
  const asked = !isEnough && next !== present;
  return { name, present, state, next, asked, ...tellVerdict(verdict, asked), below, above };
}

/** Below which version no number will do says nothing of a number that is higher because that was asked for. */
function tellVerdict({ level, reasons, beyond }: BumpVerdict, asked: boolean) {
  return { ...(!asked && beyond !== undefined && { beyond }), level, reasons };
}

const raisedFrom = (base: string | undefined, level: BumpLevel | undefined, taken: ReadonlySet<string>) =>
  base === undefined || level === undefined ? undefined : levelUp(base, level, taken);

interface Place {
  /** Where the search begins. */
  readonly start: string;
  /** What a version there would have to be, where that is known. */
  readonly required: string | undefined;
}

/** Finds the smallest honest number from a place on. */
async function smallestFrom({ start, required }: Place, side: Side, options: BumpOptions): Promise<string> {
  const judge = async (version: string) => (await judgeAs(side, version, options)).verdict.required;
  return smallestHonest({
    version: start,
    required: required ?? (await judge(start)),
    published: options.published.versions.map(({ version, yanked }) => ({ version, yanked: yanked === true })),
    judgeAs: judge,
  });
}

type Judged = Extract<VersionJudgement, { judged: true }>;

async function judgeAs({ label, content }: Side, version: string, options: BumpOptions): Promise<Judged> {
  const candidate = { ...content, manifest: { ...content.manifest, version } } as VersionContent;
  const { published, worker, replay } = options;
  const judgement = await judgeContent(candidate, published, { worker, replay: replay(version) });
  if (judgement.judged) return judgement;
  const { findings } = judgement;
  const params = { count: findings.length, what: 'comparison' };
  throw new ClientError('admission-failed', { params, findings: [{ folder: label, findings }] });
}

/** Whoever is on the way to a version stays on it. */
function likePresent(required: string, present: string): string {
  return isStable(present) || !isStable(required) ? required : `${required}${present.slice(present.indexOf('-'))}`;
}
