import { isAgencyName, isAlgorithmName } from '@national-forge/manifest';
import * as z from 'zod';

import { ClientError } from '../client-error.ts';
import { formatPointer } from '../json-pointer.ts';
import { agencyPin, logPin } from '../trust/known-log.ts';
import { algorithmName, lockedMoves, type MoveClaims } from './moved-names.ts';

/** Names the file that says exactly which releases a project uses. */
export const LOCK_FILE = 'forge-lock.json';

/** Tells the format of lock files that this version writes and reads; 0, of a preview, pinned no log and is refused. */
export const LOCK_VERSION = 1;

/** Is who asks in `requiredBy` when it is the project itself. */
export const ROOT = 'root';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const version = z
  .string()
  .max(64)
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/);
const range = z.string().min(1).max(256);

const lockedRelease = z.strictObject({
  version,
  releaseDigest: digest,
  archive: z.strictObject({ digest, size: z.int().min(1) }),
  dependencies: z.record(algorithmName, range),
  requiredBy: z.array(z.strictObject({ by: z.string().max(200), range })).min(1),
  logIndex: z.int().min(0),
  /** The name that it was published and signed under, where the algorithm has another one now. */
  publishedAs: algorithmName.optional(),
});

const isKey = (key: string): boolean => isAlgorithmName(key.slice(0, Math.max(0, key.lastIndexOf('@'))));

const lockShape = z.strictObject({
  lockVersion: z.literal(LOCK_VERSION),
  registry: z.string().max(2048),
  at: z.iso.date(),
  requirements: z.record(algorithmName, range),
  log: logPin,
  agencies: z.record(
    z
      .string()
      .max(64)
      .refine((text): boolean => isAgencyName(text)),
    agencyPin,
  ),
  releases: z.record(z.string().max(128).refine(isKey), lockedRelease),
  /** Old names that requirements, dependencies or releases have, and where they went; absent when there are none. */
  moved: lockedMoves.optional(),
});

/** Is one release of a lock. */
export type LockedRelease = z.infer<typeof lockedRelease>;

/**
 * Is a lock: `releases` by `agency/name@major`. `registry` is where it was resolved, `at` the civil date (Africa/Casablanca)
 * for which, `requirements` what forge.json asked for then. `log` and `agencies` pin all that is needed to prove the
 * releases without trusting anybody for the first time.
 */
export type Lock = z.infer<typeof lockShape>;

/** Is a lock before its releases were proved. */
export interface LockDraft extends Pick<Lock, 'registry' | 'at' | 'requirements'> {
  readonly releases: Readonly<Record<string, Omit<LockedRelease, 'logIndex'>>>;
  readonly moved?: MoveClaims | undefined;
}

/**
 * Writes a lock (docs/spec/project.md): JSON, members sorted by their UTF-16 code units at every depth, two spaces, LF,
 * a line feed at the end. The same lock always gives the same bytes.
 */
export function formatLock(lock: Lock): string {
  const requiredBy = (release: LockedRelease) =>
    release.requiredBy.toSorted((a, b) => compare(a.by, b.by) || compare(a.range, b.range));
  const releases = Object.fromEntries(
    Object.entries(lock.releases).map(([key, release]) => [key, { ...release, requiredBy: requiredBy(release) }]),
  );
  return `${JSON.stringify(sorted({ ...lock, releases }), undefined, 2)}\n`;
}

/**
 * Parses a lock and proves its shape; whether it is sound in itself, `assertSound` tells.
 * @throws ClientError `lock-version` when another format wrote it, `lock-invalid`
 */
export function parseLock(text: string, path: string): Lock {
  const value = parseJson(text, path);
  const found = z.looseObject({ lockVersion: z.number() }).safeParse(value);
  if (found.success && found.data.lockVersion !== LOCK_VERSION) {
    const params = { path, found: found.data.lockVersion, supported: LOCK_VERSION };
    throw new ClientError('lock-version', { params });
  }
  const parsed = lockShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const pointer = formatPointer(parsed.error.issues[0]?.path ?? []);
  throw new ClientError('lock-invalid', { params: { path, reason: 'shape', pointer }, cause: parsed.error });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // A merge that was not finished leaves its marks: that deserves its own words.
    const reason = /^(<{7}|={7}|>{7})/m.test(text) ? 'merge-conflict' : 'json';
    throw new ClientError('lock-invalid', { params: { path, reason, pointer: '' }, cause });
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
