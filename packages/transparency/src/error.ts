/** What each code means, in one English clause for developers. Texts for people are made elsewhere from code and params. */
const MEANINGS = {
  'note-malformed': 'not a signed note',
  'note-key-malformed': 'not a verifier or signer key of a signed note',
  'note-key-unsupported': 'a key of a signed note of a signature type that is not known here: upgrade',
  'note-unsigned': 'no signature by a key that is trusted',
  'note-signature-invalid': 'a signature by a trusted key does not verify',
  'checkpoint-malformed': 'not a checkpoint',
  'checkpoint-origin': 'the checkpoint is of another log',
  'tile-malformed': 'not a tile path, a tile or an entry bundle',
  'tile-missing': 'a tile that is needed was not given',
  'tree-range': 'an index or a size lies outside the tree',
  'hash-malformed': 'not a hash of 32 bytes',
  'inclusion-invalid': 'the leaf is not in the tree at this index',
  'consistency-invalid': 'the smaller tree is not a prefix of the larger one',
  'proof-malformed': 'not a proof file',
  'key-malformed': 'not a SubjectPublicKeyInfo of a known algorithm',
  'key-weak': 'a key of low order or in a form that is not canonical',
  'key-private': 'not a private key, or its passphrase is wrong',
  'envelope-malformed': 'not a DSSE envelope in canonical form',
  'envelope-type': 'the envelope holds a payload of another type',
  'envelope-mismatch': 'the envelope is not the one that the leaf names',
  'signature-invalid': 'a signature does not verify',
  'signer-unknown': 'a signature is by a key that the agency does not have',
  'signer-revoked': 'a signature is by a key that was revoked before',
  'signer-expired': 'a signature is by a key that had expired',
  'signer-not-allowed': 'a signature is by a key that may not sign this',
  'threshold-unmet': 'fewer valid signatures than the agency demands',
  'statement-malformed': 'not a release statement',
  'waiver-malformed': 'not a waiver',
  'change-malformed': 'not a change of an agency',
  'change-stale': 'the change was signed for another state of the agency',
  'change-origin': 'the change was signed for another registry',
  'key-taken': 'the agency has or had this key',
  'key-unknown': 'the agency does not have this key',
  'key-unproved': 'the key that is added did not sign its own addition',
  'key-revoked': 'the key is revoked already',
  'key-limit': 'the agency has as many keys as it can have',
  'key-last': 'the last key of an agency cannot be revoked',
  'threshold-unreachable': 'the threshold is above the number of keys',
  'leaf-malformed': 'not a leaf',
  'leaf-unsupported': 'a leaf of a later version or of an unknown kind: upgrade',
  'leaf-unexpected': 'the leaf does not follow from the state before it',
  'state-malformed': 'not an agency state',
  'state-mismatch': 'the state is not the one that the leaf names',
  'release-mismatch': 'the proof is of another release',
} as const;

/** Names what is wrong with a note, a proof, a key, a statement or a leaf. */
export type TransparencyErrorCode = keyof typeof MEANINGS;

/** Lists every code a {@link TransparencyError} can carry, so that tables of texts can be proved complete. */
export const TRANSPARENCY_ERROR_CODES = Object.keys(MEANINGS) as readonly TransparencyErrorCode[];

/** Is thrown by everything in this package; `code` says which rule is broken, `params` hold figures and names. */
export class TransparencyError extends Error {
  override readonly name = 'TransparencyError';
  readonly code: TransparencyErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: TransparencyErrorCode,
    params: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${MEANINGS[code]}`, options);
    this.code = code;
    this.params = params;
  }
}
