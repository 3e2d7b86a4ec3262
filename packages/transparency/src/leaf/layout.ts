import { field, type Codec } from './codecs.ts';
import type { Leaf, LeafKind, LeafOf } from './leaf.ts';

/** Gives the codec of every member of a kind; the order of the members is the order of the lines. */
type Layout<K extends LeafKind> = {
  readonly [M in Exclude<keyof LeafOf<K>, 'kind'>]-?: Codec<LeafOf<K>[M]>;
};

const time = { time: field.seconds };
const released = { ...time, name: field.algorithmName, version: field.version };
const signed = { envelope: field.digest, state: field.digest, actor: field.actor };
const asserted = { actor: field.actor, detail: field.digest };
const key = { key: field.digest, algorithm: field.algorithm, public: field.publicKey };
const log = { origin: field.origin, key: field.verifierKey };

/** The lines of every kind after the first, in their order. */
const LAYOUTS: { readonly [K in LeafKind]: Layout<K> } = {
  'log-key': { ...time, ...log },
  fork: { ...time, ...log, fromOrigin: field.origin, fromSize: field.index, fromRoot: field.rootHash },
  agency: { ...time, agency: field.agency, state: field.digest, ...asserted },
  'agency-policy': { ...time, agency: field.agency, threshold: field.threshold, ...signed },
  'key-add': {
    ...time,
    agency: field.agency,
    ...key,
    use: field.use,
    names: field.shortNamesOrNone,
    expires: field.secondsOrNone,
    ...signed,
  },
  'key-revoke': { ...time, agency: field.agency, key: field.digest, from: field.index, ...signed },
  'key-reset': { ...time, agency: field.agency, ...key, ...signed, detail: field.digest },
  release: { ...released, release: field.digest, ...signed, detail: field.digest },
  waiver: { ...released, ...signed, detail: field.digest },
  channel: { ...time, name: field.algorithmName, tag: field.tag, version: field.versionOrNone, ...asserted },
  yank: { ...released, ...asserted },
  unyank: { ...released, ...asserted },
  deprecate: { ...released, successor: field.algorithmNameOrNone, ...asserted },
  undeprecate: { ...released, ...asserted },
  approve: { ...released, release: field.digest, ...asserted },
  tombstone: {
    ...released,
    release: field.digest,
    erases: field.erases,
    reference: field.reference,
    actor: field.actor,
  },
  transfer: { ...time, from: field.party, to: field.party, ...signed, detail: field.digest },
};

/** Lists the kinds of leaves. */
export const LEAF_KINDS = Object.keys(LAYOUTS) as readonly LeafKind[];

/** One line of a leaf: its name on the line, its member in {@link Leaf}, how its value is written. */
export interface LeafField {
  readonly line: string;
  readonly member: string;
  readonly codec: Codec<unknown>;
}

/** Lists the lines of a kind. */
export function fieldsOf(kind: LeafKind): readonly LeafField[] {
  return Object.entries(LAYOUTS[kind]).map(([member, codec]) => ({
    member,
    line: member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    codec: codec as Codec<unknown>,
  }));
}

/** Tells whether the fields of a leaf go together. */
export function isCoherent(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'log-key':
      return leaf.key.startsWith(`${leaf.origin}+`);
    case 'fork':
      return leaf.key.startsWith(`${leaf.origin}+`) && leaf.origin !== leaf.fromOrigin;
    case 'key-add':
      return leaf.use === 'ci' ? leaf.expires !== null : leaf.names === null;
    case 'transfer':
      return leaf.from !== leaf.to && leaf.from.includes('/') === leaf.to.includes('/');
    case 'deprecate':
      return leaf.successor !== leaf.name;
    default:
      return true;
  }
}
