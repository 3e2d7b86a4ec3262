import { compareVersions, isExactVersion, isStable, versionParts } from '../semantic-version.ts';
import { isWaivable, type Change, type ContractComparison } from './change.ts';
import { bumpBetween, highestOf, isEnough, lineOf, type BumpLevel } from './level.ts';
import type { PublishedVersion } from './neighbours.ts';

/** Holds how a version differs from the versions that it is compared with; the nearest first on each side. */
export interface BumpEdges {
  /** From lower versions to this one. */
  readonly below: readonly ContractComparison[];
  /** From this one to higher versions. */
  readonly above: readonly ContractComparison[];
}

/** Asks for the smallest honest version. */
export interface BumpRequest extends BumpEdges {
  /** Every version that is published, yanked ones and pre-releases, too: their numbers are taken. */
  readonly published: readonly PublishedVersion[];
  /** True when a signed waiver takes the answer for what is undecided. */
  readonly waived?: boolean;
}

/** Is the level that the differences demand, and the smallest version that keeps it. */
export interface RequiredBump {
  readonly level: BumpLevel;
  readonly version: string;
}

/**
 * Gives the smallest version number that promises no more than is kept: above what lies below, under what lies above, not
 * taken, and in a line of its own where no number between them will do. Undefined where there is nothing to compare with, or
 * no number is left.
 */
export function requiredBump(request: BumpRequest): RequiredBump | undefined {
  const waived = request.waived === true;
  const edges = [...request.below, ...request.above];
  const base = request.below[0]?.old ?? request.above[0]?.old;
  if (base === undefined) return undefined;
  const level = highestOf(edges.map((edge) => demandOf(edge, waived)));
  const version = between(base, request) ?? nextLine(base, request.published);
  return version === undefined ? undefined : { level, version };
}

/** Says what a comparison demands; a waiver leaves of what is undecided that it is not proved to be the same. */
export const demandOf = ({ changes }: Pick<ContractComparison, 'changes'>, waived: boolean): BumpLevel =>
  highestOf(changes.map((change) => levelOf(change, waived)));

/** Says what a change demands, by itself or with a waiver for what is undecided. */
export const levelOf = (change: Change, waived: boolean): BumpLevel =>
  waived && isWaivable(change) ? 'minor' : change.level;

/** Tells whether a version keeps what it promises to all that lie beside it. */
export function keepsEdges(
  version: string,
  { below, above, waived = false }: BumpEdges & { readonly waived?: boolean },
) {
  return (
    below.every((edge) => isEnough(bumpBetween(edge.old, version), demandOf(edge, waived))) &&
    above.every((edge) => isEnough(bumpBetween(version, edge.new), demandOf(edge, waived)))
  );
}

/** Finds the lowest free number in the line of a version, between its neighbours. */
function between(base: string, { below, above, published, waived = false }: BumpRequest): string | undefined {
  const taken = new Set(published.map(({ version }) => version));
  const limit = above[0]?.new;
  return startsAfter(base, below.length > 0)
    .map((start) => firstFree(start, taken))
    .filter((version) => limit === undefined || compareVersions(version, limit) < 0)
    .find((version) => keepsEdges(version, { below, above, waived }));
}

/** Lists where free numbers of a line are looked for: after a version, or from the beginning of its line. */
function startsAfter(base: string, isBelow: boolean): readonly string[] {
  const [major, minor, patch] = numbersOf(base);
  const starts = isBelow
    ? [`${major}.${minor}.${patch + 1}`, ...(major === 0 ? [] : [`${major}.${minor + 1}.0`])]
    : [major === 0 ? `0.${minor}.0` : `${major}.0.0`];
  return starts.filter(isExactVersion);
}

/** Gives the first number after a version, of the same minor, that is free. */
export function freeAfter(version: string, taken: ReadonlySet<string>): string {
  const [major, minor, patch] = numbersOf(version);
  return firstFree(`${major}.${minor}.${patch + 1}`, taken);
}

function firstFree(start: string, taken: ReadonlySet<string>): string {
  const [major, minor, from] = numbersOf(start);
  let patch = from;
  while (taken.has(`${major}.${minor}.${patch}`)) patch += 1;
  return `${major}.${minor}.${patch}`;
}

/** Finds the first free number of the next line in which there is nothing to be compared with. */
function nextLine(base: string, published: readonly PublishedVersion[]): string | undefined {
  const binding = published.filter((one) => !one.yanked && isStable(one.version));
  const lines = new Set(binding.map((one) => lineOf(one.version)));
  const taken = new Set(published.map(({ version }) => version));
  let [major, minor] = numbersOf(base);
  for (;;) {
    if (major === 0) minor += 1;
    else major += 1;
    const start = major === 0 ? `0.${minor}.0` : `${major}.0.0`;
    // No number above 2^53 - 1 is a version.
    if (!isExactVersion(start)) return undefined;
    if (!lines.has(lineOf(start))) return firstFree(start, taken);
  }
}

/** Reads the three numbers of a version. */
function numbersOf(version: string): readonly [major: number, minor: number, patch: number] {
  const [major, minor, patch] = versionParts(version).core;
  return [Number(major), Number(minor), Number(patch)];
}
