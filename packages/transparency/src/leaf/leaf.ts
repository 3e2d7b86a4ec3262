import type { KeyAlgorithm } from '../keys/algorithms.ts';

/** Says what a key of an agency may sign: everything, or (`ci`) releases only. */
export type KeyUse = 'agency' | 'ci';

/** Carries what every leaf has. */
export interface LeafTime {
  /** UTC, whole seconds; never decreases along a log. */
  readonly time: number;
}

/** Opens a log: always leaf 0. */
export interface LogKeyLeaf extends LeafTime {
  readonly kind: 'log-key';
  readonly origin: string;
  /** The verifier key of the log as a C2SP signed note writes it: `origin+hash+base64`. */
  readonly key: string;
}

/** Says that the log goes on under a new name and key after a restore; the tree before it is kept. */
export interface ForkLeaf extends LeafTime {
  readonly kind: 'fork';
  readonly origin: string;
  readonly key: string;
  readonly fromOrigin: string;
  readonly fromSize: number;
  /** Root hash of the tree that was kept, base64. */
  readonly fromRoot: string;
}

/** Opens an agency: epoch 0, threshold 1, no key. */
export interface AgencyOpenedLeaf extends LeafTime {
  readonly kind: 'agency';
  readonly agency: string;
  readonly state: string;
  readonly actor: string;
  /** Digest of the canonical JSON blob with all else that the registry says; the same in every kind that has it. */
  readonly detail: string;
}

/** Sets how many keys must sign. */
export interface AgencyPolicyLeaf extends LeafTime {
  readonly kind: 'agency-policy';
  readonly agency: string;
  readonly threshold: number;
  /** Digest of the canonical bytes of the envelope with the signed change; the same in every kind that has it. */
  readonly envelope: string;
  /** Digest of the state of the agency after this leaf. */
  readonly state: string;
  readonly actor: string;
}

/** Adds a key to an agency. */
export interface KeyAddLeaf extends LeafTime {
  readonly kind: 'key-add';
  readonly agency: string;
  /** Fingerprint: `sha256:` and the SHA-256 of the SubjectPublicKeyInfo. */
  readonly key: string;
  readonly algorithm: KeyAlgorithm;
  /** The SubjectPublicKeyInfo in DER, base64. */
  readonly public: string;
  readonly use: KeyUse;
  /** Short names of the algorithms that a `ci` key may release, sorted; null: all. Always null for `agency`. */
  readonly names: readonly string[] | null;
  /** The last second in which the key counts; null: no end. Never null for `ci`. */
  readonly expires: number | null;
  readonly envelope: string;
  readonly state: string;
  readonly actor: string;
}

/** Revokes a key: what it signed in leaves from `from` on does not count. */
export interface KeyRevokeLeaf extends LeafTime {
  readonly kind: 'key-revoke';
  readonly agency: string;
  readonly key: string;
  /** A leaf index, at most that of this leaf. */
  readonly from: number;
  readonly envelope: string;
  readonly state: string;
  readonly actor: string;
}

/** Is the operator's act after the loss of all keys: revokes every key and names one new key. */
export interface KeyResetLeaf extends LeafTime {
  readonly kind: 'key-reset';
  readonly agency: string;
  readonly key: string;
  readonly algorithm: KeyAlgorithm;
  readonly public: string;
  readonly envelope: string;
  readonly state: string;
  readonly actor: string;
  readonly detail: string;
}

/** Publishes a release. */
export interface ReleaseLeaf extends LeafTime {
  readonly kind: 'release';
  readonly name: string;
  readonly version: string;
  /** The release digest. */
  readonly release: string;
  readonly envelope: string;
  /** Digest of the state of the agency that the signatures were judged by. */
  readonly state: string;
  readonly actor: string;
  readonly detail: string;
}

/** Records that maintainers take the answer for a version bump that was undecided. */
export interface WaiverLeaf extends LeafTime {
  readonly kind: 'waiver';
  readonly name: string;
  readonly version: string;
  readonly envelope: string;
  readonly state: string;
  readonly actor: string;
  readonly detail: string;
}

/** Moves a channel to a version, or removes it (null). */
export interface ChannelLeaf extends LeafTime {
  readonly kind: 'channel';
  readonly name: string;
  readonly tag: string;
  readonly version: string | null;
  readonly actor: string;
  readonly detail: string;
}

/** Yanks a version, takes that back, or takes a deprecation back. */
export interface VersionStatusLeaf<K extends 'yank' | 'unyank' | 'undeprecate'> extends LeafTime {
  readonly kind: K;
  readonly name: string;
  readonly version: string;
  readonly actor: string;
  readonly detail: string;
}

/** Deprecates a version and names its successor, if it has one. */
export interface DeprecateLeaf extends LeafTime {
  readonly kind: 'deprecate';
  readonly name: string;
  readonly version: string;
  /** `agency/name`, or null. */
  readonly successor: string | null;
  readonly actor: string;
  readonly detail: string;
}

/** Approves exactly this release. */
export interface ApproveLeaf extends LeafTime {
  readonly kind: 'approve';
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly actor: string;
  readonly detail: string;
}

/** Says that bytes were removed by law. */
export interface TombstoneLeaf extends LeafTime {
  readonly kind: 'tombstone';
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly erases: 'archive' | 'archive,detail';
  /** Names the decision in the files of the authority; no free text. */
  readonly reference: string;
  readonly actor: string;
}

/** Renames an agency (two agency names) or gives one algorithm to another agency (two `agency/name`). */
export interface TransferLeaf extends LeafTime {
  readonly kind: 'transfer';
  readonly from: string;
  readonly to: string;
  readonly envelope: string;
  /** Digest of the state of the receiving agency. */
  readonly state: string;
  readonly actor: string;
  readonly detail: string;
}

/** Is one fact of the log. */
export type Leaf =
  | LogKeyLeaf
  | ForkLeaf
  | AgencyOpenedLeaf
  | AgencyPolicyLeaf
  | KeyAddLeaf
  | KeyRevokeLeaf
  | KeyResetLeaf
  | ReleaseLeaf
  | WaiverLeaf
  | ChannelLeaf
  | VersionStatusLeaf<'yank'>
  | VersionStatusLeaf<'unyank'>
  | VersionStatusLeaf<'undeprecate'>
  | DeprecateLeaf
  | ApproveLeaf
  | TombstoneLeaf
  | TransferLeaf;

/** Names what a leaf says. */
export type LeafKind = Leaf['kind'];

/** Picks the leaf of a kind. */
export type LeafOf<K extends LeafKind> = Extract<Leaf, { readonly kind: K }>;

/** Is a leaf that can make a new state of an agency; a transfer does so when it renames the agency. */
export type AgencyLeaf = AgencyOpenedLeaf | AgencyPolicyLeaf | KeyAddLeaf | KeyRevokeLeaf | KeyResetLeaf | TransferLeaf;

/** Tells whether a leaf makes a new state of an agency. A transfer of a single algorithm does not. */
export function isAgencyLeaf(leaf: Leaf): leaf is AgencyLeaf {
  switch (leaf.kind) {
    case 'agency':
    case 'agency-policy':
    case 'key-add':
    case 'key-revoke':
    case 'key-reset':
      return true;
    case 'transfer':
      return !leaf.from.includes('/');
    default:
      return false;
  }
}
