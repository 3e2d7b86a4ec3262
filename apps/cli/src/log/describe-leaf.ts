import type { Leaf, LeafKind, LeafOf } from '@national-forge/transparency';

const release = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name}@${version}`;

const SUBJECTS: { readonly [K in LeafKind]: (leaf: LeafOf<K>) => string } = {
  'log-key': ({ origin }) => origin,
  fork: ({ origin, fromOrigin, fromSize }) => `${fromOrigin} ${String(fromSize)} → ${origin}`,
  agency: ({ agency }) => agency,
  'agency-policy': ({ agency, threshold }) => `${agency} ${String(threshold)}`,
  'key-add': ({ agency, key, use }) => `${agency} ${key} ${use}`,
  'key-revoke': ({ agency, key, from }) => `${agency} ${key} ${String(from)}`,
  'key-reset': ({ agency, key }) => `${agency} ${key}`,
  release,
  waiver: release,
  channel: ({ name, tag, version }) => `${name} ${tag} → ${version ?? '–'}`,
  yank: release,
  unyank: release,
  deprecate: (leaf) => `${release(leaf)}${leaf.successor === null ? '' : ` → ${leaf.successor}`}`,
  undeprecate: release,
  approve: release,
  tombstone: (leaf) => `${release(leaf)} ${leaf.reference}`,
  transfer: ({ from, to }) => `${from} → ${to}`,
};

/** Names what a leaf is about, in the words of the leaf: they are facts for every language. */
export function subjectOf<K extends LeafKind>(leaf: LeafOf<K>): string {
  return SUBJECTS[leaf.kind](leaf);
}

/** Names who acted: the random identifier of a token, or the operator; nobody for what a log says of itself. */
export function actorOf(leaf: Leaf): string {
  return 'actor' in leaf ? leaf.actor : '–';
}
