import { describeChange, describeFinding, describeVerdict, type Finding } from '@national-forge/admission';
import { ProblemError, type ProblemItem } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import {
  isWaivable,
  judgeBump,
  requiredBump,
  smallestHonest,
  type BumpReason,
  type BumpVerdict,
  type PublishedVersion,
} from '@national-forge/versioning';

import type { Deps } from '../deps.ts';
import type { Batch } from './batch.ts';
import { isShort } from './change-body.ts';
import type { SignedWaiver } from './signed-waiver.ts';
import { labelOf } from './upload.ts';
import { judgedChanges, type ComparedVersion } from './verdict.ts';

/** Is a version that was compared, with what its publisher brought. */
export interface ComparedNumber extends ComparedVersion {
  readonly name: string;
  readonly batch: Batch;
  readonly waiver: SignedWaiver | undefined;
  /** Compares it under another number; undefined where that could not be judged. */
  readonly compareAs: (version: string) => Promise<Pick<ComparedVersion, 'below' | 'above'> | undefined>;
}

type ListDeps = Pick<Deps, 'catalogue'>;

/**
 * Refuses a number that promises more than is kept. A waiver takes the answer for what is undecided, and must name exactly
 * that: it is signed for what its signers have seen, not for what may turn up.
 * Throws `ProblemError` `bump-too-small`, `waiver-mismatch`.
 */
export async function assertHonest(deps: ListDeps, number: ComparedNumber): Promise<void> {
  const { waiver, verdict } = number;
  if (waiver === undefined) {
    if (!verdict.ok) throw await tooSmall(deps, number, verdict);
    return;
  }
  assertFits(number, waiver);
  const { version, below, above } = number;
  const waived = judgeBump({ version, below, above, published: [], waived: true });
  if (!waived.ok) throw await tooSmall(deps, number, waived);
}

function assertFits({ name, version, verdict }: ComparedNumber, { statement }: SignedWaiver): void {
  const show = ({ against, rule }: { readonly against: string; readonly rule: string }) => `${rule} (${against})`;
  const open = new Set(verdict.ok ? [] : verdict.reasons.filter(isWaivable).map(show));
  const named = new Set(statement.waived.map(show));
  if (open.size > 0 && named.size === open.size && [...named].every((one) => open.has(one))) return;
  const tell = (set: ReadonlySet<string>): string => (set.size === 0 ? '—' : [...set].toSorted().join(', '));
  throw new ProblemError('waiver-mismatch', { name, version, waived: tell(named), undecided: tell(open) });
}

async function tooSmall(deps: ListDeps, number: ComparedNumber, verdict: BumpVerdict): Promise<ProblemError> {
  const { name, version } = number;
  const told = { ...verdict, required: await findRequired(deps, number) };
  const items = (locale: Locale) => reasonItems(number, told, { locale, severity: 'error' });
  const params = { name, version, required: told.required };
  return new ProblemError('bump-too-small', params, {
    items,
    changes: judgedChanges(verdict.reasons, labelOf(number)),
  });
}

/** Tells of a pre-release what would be refused of a stable version. */
export async function adviceOf(deps: ListDeps, number: ComparedNumber): Promise<(locale: Locale) => ProblemItem[]> {
  const { verdict } = number;
  if (!verdict.advice || verdict.reasons.length === 0) return () => [];
  const told = { ...verdict, required: await findRequired(deps, number) };
  return (locale) => reasonItems(number, told, { locale, severity: 'warning' });
}

/**
 * Finds the smallest honest number: below the next version, else above the highest of the line, else of another line. Whoever
 * promised too much pays for looking at all that are taken, and for one more judgement.
 */
async function findRequired({ catalogue }: ListDeps, number: ComparedNumber): Promise<string> {
  const { name, version, below, above, batch, waiver, compareAs } = number;
  const stored = (await catalogue.listReleases(name)) ?? [];
  const published: readonly PublishedVersion[] = [...stored, ...batch.published];
  const judging = { published, waived: waiver !== undefined };
  const judgeAs = async (other: string): Promise<string | undefined> => {
    const edges = await compareAs(other);
    return edges && judgeBump({ version: other, ...edges, ...judging }).required;
  };
  const required = requiredBump({ below, above, ...judging })?.version ?? version;
  return smallestHonest({ version, required, published, judgeAs, gaps: 1 });
}

/** Bounds what a person is told at once. */
const ITEMS_LIMIT = 100;

function reasonItems(
  number: ComparedNumber,
  verdict: BumpVerdict,
  { locale, severity }: { readonly locale: Locale; readonly severity: 'error' | 'warning' },
): ProblemItem[] {
  const hint = describeVerdict(verdict, locale);
  return verdict.reasons.slice(0, ITEMS_LIMIT).map((reason) => ({
    ...reasonItem(number, reason, locale),
    hint: isWaivable(reason) ? `${hint} ${WAIVE[locale]}` : hint,
    severity,
  }));
}

/** Tells one reason in the language of the reader: what changes between which versions, and where in the schema. */
export function reasonItem(
  release: { readonly name: string; readonly version: string },
  reason: BumpReason,
  locale: Locale,
): ProblemItem {
  const { where } = reason.comparison ?? {};
  const pointer = where?.new ?? where?.old;
  return {
    code: reason.rule,
    message: describeChange(reason, contextOf(release.version, reason), locale),
    severity: 'error',
    release: labelOf(release),
    ...(isShort(pointer) && { pointer }),
  };
}

const contextOf = (version: string, { edge, against }: BumpReason) =>
  edge === 'below' ? { old: against } : { old: version, new: against };

const WAIVE: Readonly<Record<Locale, string>> = {
  ar: 'وإن تحققتم منه بأنفسكم فوقعوا إعفاء: \u2068nforge publish --waive\u2069.',
  fr: 'Si vous l’avez vérifié vous-mêmes, signez une dérogation : nforge publish --waive RAISON.',
  en: 'If you have checked it yourselves, sign a waiver: nforge publish --waive REASON.',
};

/** Says that a number could not be judged within the limits: that is refused, not let through. */
export function notJudged(
  { name, version }: { readonly name: string; readonly version: string },
  findings: readonly Finding[],
): ProblemError {
  const items = (locale: Locale) =>
    findings.map((finding): ProblemItem => {
      const { message, remedy } = describeFinding(finding, locale);
      const { code, severity, file, pointer } = finding;
      const place = { ...(file !== undefined && { file }), ...(pointer !== undefined && { pointer }) };
      return { code, message, hint: remedy, severity, release: labelOf({ name, version }), ...place };
    });
  return new ProblemError('release-refused', { name, version, count: findings.length }, { items });
}
