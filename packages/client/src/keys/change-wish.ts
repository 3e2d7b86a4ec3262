import { parsePublicKey, type Change, type Signer } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';

/** Is a change of an agency that somebody wants. */
export type ChangeWish =
  /** Adds a key, which has to sign its own addition. */
  | {
      readonly kind: 'key-add';
      readonly key: Signer;
      /** Default: agency. A `ci` key signs releases only, and has to expire. */
      readonly use?: 'agency' | 'ci' | undefined;
      /** Short names of the algorithms that a `ci` key may release; default: all. */
      readonly names?: readonly string[] | null | undefined;
      /** The last second, UTC, in which the key counts. */
      readonly expires?: number | null | undefined;
    }
  /** Revokes a key from an index of the log on; default: from the leaf of the revocation on. */
  | { readonly kind: 'key-revoke'; readonly key: string; readonly from?: number | null | undefined }
  | { readonly kind: 'agency-policy'; readonly threshold: number }
  /** Renames the agency, or gives one algorithm to another agency, which signs too. */
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string };

/**
 * Puts a wish in the form that is signed.
 * @throws ClientError `option-invalid` (`expires`, `names`, `threshold`)
 */
export function changeOf(wish: ChangeWish): Change {
  switch (wish.kind) {
    case 'key-add':
      return additionOf(wish);
    case 'key-revoke':
      return { kind: 'key-revoke', key: wish.key, from: wish.from ?? null };
    case 'agency-policy':
      return { kind: 'agency-policy', threshold: wish.threshold };
    case 'transfer':
      return { kind: 'transfer', from: wish.from, to: wish.to };
  }
}

function additionOf(wish: Extract<ChangeWish, { readonly kind: 'key-add' }>): Change {
  const { key, use = 'agency', expires = null } = wish;
  const names = wish.names === undefined || wish.names === null ? null : [...new Set(wish.names)].sort();
  if (use === 'ci' && expires === null) throw refusedOption('expires', '');
  if (use === 'agency' && names !== null) throw refusedOption('names', names.join(','));
  if (names?.length === 0) throw refusedOption('names', '');
  const { algorithm, spki } = key;
  return { kind: 'key-add', algorithm, public: Buffer.from(spki).toString('base64'), use, names, expires };
}

/** Tells the key that a change adds, which signs besides those that it needs. */
export function addedKeyOf(change: Change): string | undefined {
  if (change.kind !== 'key-add' && change.kind !== 'key-reset') return undefined;
  return parsePublicKey(change.public).fingerprint;
}

const refusedOption = (option: string, value: string): ClientError =>
  new ClientError('option-invalid', { params: { option, value } });
