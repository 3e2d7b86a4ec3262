import type { Resolution } from '@national-forge/api';

import type { MovedName, Names } from '../ports.ts';

/** Follows names to where they are now, each looked up once. */
export interface Trail {
  /** Gives the present name; a name that did not move is its own. */
  readonly presentName: (name: string) => string;
  readonly moved: (name: string) => MovedName | undefined;
}

/** Opens a trail for one question. */
export function openTrail(names: Names): Trail {
  const known = new Map<string, MovedName | undefined>();
  const moved = (name: string): MovedName | undefined => {
    if (!known.has(name)) known.set(name, names.algorithm(name));
    return known.get(name);
  };
  return { moved, presentName: (name) => moved(name)?.to ?? name };
}

type Lock = Readonly<Record<string, string>>;

/** Writes the keys of a lock (`agency/name@major`) with present names; what is locked under one already stays. */
export function presentLock({ presentName }: Trail, locked: Lock): Lock {
  const entries = Object.entries(locked).map(([key, version]) => {
    const at = key.lastIndexOf('@');
    const name = key.slice(0, at);
    const present = presentName(name);
    return { key: `${present}${key.slice(at)}`, version, isOld: present !== name };
  });
  // The last one of a key counts.
  const present = entries.toSorted((a, b) => Number(b.isOld) - Number(a.isOld));
  return Object.fromEntries(present.map(({ key, version }) => [key, version]));
}

/**
 * Tells which of the names that are used moved, and by which leaves; `undefined`: none. A release that was published under
 * another name uses it: its proof names it.
 */
export function movedNames(
  { moved }: Trail,
  { requirements, locked = {} }: { readonly requirements: Lock; readonly locked?: Lock | undefined },
  releases: Resolution['releases'],
): Resolution['moved'] {
  const used = new Set([
    ...Object.keys(requirements),
    ...Object.keys(locked).map((key) => key.slice(0, key.lastIndexOf('@'))),
    ...releases.flatMap(({ dependencies }) => Object.keys(dependencies)),
    ...releases.flatMap(({ publishedAs }) => publishedAs ?? []),
  ]);
  const entries = [...used].toSorted().flatMap((name) => {
    const found = moved(name);
    const told = found && { to: found.to, leaves: [...found.leaves] };
    return told ? [{ name, told }] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(({ name, told }) => [name, told]));
}
