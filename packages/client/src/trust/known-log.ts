import { isOrigin } from '@national-forge/transparency';
import * as z from 'zod';

import { lockedMoves } from '../project/moved-names.ts';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const index = z.int().min(0);

/** Describes what lock files say of an agency: a state of it, and the keys that are not revoked in that state. */
export const agencyPin = z.strictObject({
  /** Index of the leaf that made the state. */
  leaf: index,
  /** Digest of the state. */
  state: digest,
  /** Fingerprints, in the order in which the keys were added. */
  keys: z.array(digest).max(512),
});

/** Is what a lock file says of an agency. */
export type AgencyPin = z.infer<typeof agencyPin>;

const knownAgency = agencyPin.extend({
  epoch: z.int().min(0),
  /** Size of the newest tree in which this was the newest state. */
  seen: z.int().min(1),
  /** Leaf and digest of every state up to this one, oldest first. */
  states: z.array(z.tuple([index, digest])).min(1),
  /** The state itself. */
  text: z.string().max(1_048_576),
});

/** Is what is known of an agency: everything in it was proved. */
export type KnownAgency = Readonly<z.infer<typeof knownAgency>>;

/** Describes the name, the key and a checkpoint of a log. */
export const logPin = z.strictObject({
  origin: z.string().max(255).refine(isOrigin),
  /** Verifier key (C2SP signed-note). */
  key: z.string().max(512),
  /** The signed note. */
  checkpoint: z.string().max(65_536),
});

/** Is the name, the key and a checkpoint of a log. */
export type LogPin = z.infer<typeof logPin>;

const knownLog = logPin.extend({
  agencies: z.record(z.string().max(64), knownAgency),
  /** The name under which the registry had its log before, where a person took this one in its place. */
  replaces: z.string().max(255).optional(),
  /** Old names that were met, and where they went; absent while there are none. */
  moved: lockedMoves.optional(),
});

/** Is what is known of one log, the newest checkpoint that was accepted, and its agencies by name. */
export type KnownLog = Readonly<z.infer<typeof knownLog>>;

/** Finds an agency by its name; one that is called `constructor` is no member that every object has. */
export function findAgency<T>(agencies: Readonly<Record<string, T>> | undefined, agency: string): T | undefined {
  return agencies !== undefined && Object.hasOwn(agencies, agency) ? agencies[agency] : undefined;
}

/** Writes what is known of a log: JSON, two spaces, a line feed at the end (docs/spec/project.md). */
export function formatKnownLog(known: KnownLog): string {
  return `${JSON.stringify(known, undefined, 2)}\n`;
}

/** Reads what is known of a log; undefined when it is none of this form. */
export function parseKnownLog(text: string): KnownLog | undefined {
  try {
    return knownLog.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
