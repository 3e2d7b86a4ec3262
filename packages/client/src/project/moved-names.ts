import { isAlgorithmName } from '@national-forge/manifest';
import * as z from 'zod';

// A name becomes a path: reserved ones (device names of Windows) are refused as well.
/** Describes the name of an algorithm in files of a project. */
export const algorithmName = z
  .string()
  .max(105)
  .refine((text): boolean => isAlgorithmName(text));

/** Bounds the moves of one name; each is signed by an agency, and nobody renames that often. */
export const MOVES_LIMIT = 64;

/** Says where a name went, and by which leaves of the log. */
export interface MoveClaim {
  /** The present name. */
  readonly to: string;
  /** Indexes of the leaves that moved it there, in their order. */
  readonly leaves: readonly number[];
}

/** Says of old names where they went. */
export type MoveClaims = Readonly<Record<string, MoveClaim>>;

/** Describes, in lock files, where old names went: `via` lists the names between the old one and the present one. */
export const lockedMoves = z.record(
  algorithmName,
  z
    .strictObject({
      to: algorithmName,
      leaves: z.array(z.int().min(0)).min(1).max(MOVES_LIMIT),
      via: z.array(algorithmName),
    })
    .refine(({ leaves, via }) => via.length === leaves.length - 1),
);

/** Is where an old name went, step by step. */
export type LockedMove = z.infer<typeof lockedMoves>[string];

/** Gives the present name of an algorithm; a name that did not move is its own. */
export function presentName(moved: MoveClaims | undefined, name: string): string {
  return moved !== undefined && Object.hasOwn(moved, name) ? (moved[name]?.to ?? name) : name;
}

/** Tells whether one way is the beginning of another, or the other way round: a name may have gone on since. */
export function isSameWay(one: MoveClaim, other: MoveClaim): boolean {
  return one.leaves.every((leaf, at) => other.leaves.length <= at || other.leaves[at] === leaf);
}

/** Lists the names that something is known to have had and has no more. */
export function givenUp(moved: Readonly<Record<string, LockedMove>> = {}): ReadonlySet<string> {
  return new Set(Object.entries(moved).flatMap(([from, { via }]) => [from, ...via]));
}

/** Is an old name with the present one, and the leaves of the log that lead there. */
export interface MovedTo {
  readonly from: string;
  readonly to: string;
  readonly leaves: readonly number[];
}

/** Lists old names with where they went. */
export function listMoves(moved: MoveClaims = {}): readonly MovedTo[] {
  return Object.entries(moved).map(([from, { to, leaves }]) => ({ from, to, leaves }));
}

/** Gives the name that a release was signed under: that of its time. */
export function signedName(release: { readonly name: string; readonly publishedAs?: string | undefined }): string {
  return release.publishedAs ?? release.name;
}

/** Gives the agency in a name. */
export function agencyOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('/')));
}
