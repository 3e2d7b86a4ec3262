export { TRANSPARENCY_ERROR_CODES, TransparencyError, type TransparencyErrorCode } from './error.ts';

// The log: hash tree, tiles, signed notes, checkpoints, proof files (docs/spec/log.md).
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint/checkpoint.ts';
export {
  formatTlogProof,
  MAX_PROOF_BYTES,
  openTlogProof,
  parseTlogProof,
  type TlogProof,
} from './checkpoint/tlog-proof.ts';
export { completedNodes, type TreeNode } from './merkle/append.ts';
export { assertConsistency, type ConsistencyClaim, proveConsistency, type TreeHead } from './merkle/consistency.ts';
export { EMPTY_ROOT, HASH_LENGTH, hashChildren, hashLeaf } from './merkle/hash.ts';
export { assertInclusion, type InclusionClaim, proveInclusion, rootFromInclusion } from './merkle/inclusion.ts';
export { type HashReader, treeRoot } from './merkle/range.ts';
export { isKeyName, isOrigin } from './notes/key-name.ts';
export { createLogKey, type LogSigner, type NoteSigner, openLogKey } from './notes/log-key.ts';
export { formatNote, type NoteSignature, parseNote, type SignedNote } from './notes/note.ts';
export { type OpenedNote, openNote, signNote } from './notes/sign-note.ts';
export { type NoteVerifier, parseVerifierKey } from './notes/verifier-key.ts';
export { formatEntryBundle, parseEntryBundle } from './tiles/entry-bundle.ts';
export { buildHashTile, formatHashTile, parseHashTile } from './tiles/hash-tile.ts';
export { readHashesFrom } from './tiles/read-tiles.ts';
export { formatTilePath, parseTilePath, type Tile, TILE_WIDTH, tileOf } from './tiles/tile-path.ts';
export { tilesForConsistency, tilesForInclusion, tilesForRoot } from './tiles/tiles-for.ts';

export { KEY_ALGORITHMS, type KeyAlgorithm } from './keys/algorithms.ts';
export { digestOf } from './keys/digest.ts';
export { parsePublicKey, type PublicKey } from './keys/public-key.ts';
export { createSigningKey, openSigningKey, type Signer } from './keys/signing-key.ts';
export { formatLeaf, LEAF_LIMIT, parseLeaf } from './leaf/format.ts';
export { LEAF_KINDS } from './leaf/layout.ts';
export { isAgencyLeaf, type AgencyLeaf, type KeyUse, type Leaf, type LeafKind, type LeafOf } from './leaf/leaf.ts';
export { assertChange, type ChangeClaim } from './agency/change-authorised.ts';
export { factOfChange, type ChangeFacts } from './agency/fact-of-change.ts';
export { verifyAgencyHistory, type AgencyHistory, type HistoryEntry, type OriginEra } from './agency/history.ts';
export { assertReleaseSigned } from './agency/release-signed.ts';
export { assertWaiverSigned } from './agency/waiver-signed.ts';
export { stateAfter, type AgencyFact } from './agency/state-after.ts';
export { formatState, parseState, stateDigest } from './agency/state-format.ts';
export { activeAgencyKeys, isKeyActive, type AgencyKey, type AgencyState, type Moment } from './agency/state.ts';
export type { CurrentState } from './release/current-state.ts';
export type { ReleaseEvidence } from './release/evidence.ts';
export { formatReleaseProof, parseReleaseProof, type ReleaseProof } from './release/release-proof.ts';
export {
  RELEASE_STEPS,
  verifyReleaseProof,
  type ReleaseClaim,
  type ReleaseStep,
  type VerifiedRelease,
} from './release/verify-release.ts';
export {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  parseChange,
  type AgencyChange,
  type Change,
} from './statement/agency-change.ts';
export { canonicalJson, type JsonValue } from './statement/canonical-json.ts';
export {
  addSignatures,
  ENVELOPE_LIMIT,
  formatEnvelope,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
  type Envelope,
  type EnvelopeSignature,
} from './statement/envelope.ts';
export {
  formatStatement,
  parseStatement,
  RELEASE_PREDICATE_TYPE,
  STATEMENT_PAYLOAD_TYPE,
  STATEMENT_TYPE,
  type ReleaseStatement,
} from './statement/release-statement.ts';
export {
  formatWaiver,
  parseWaiver,
  sortWaived,
  type WaivedReason,
  type WaiverStatement,
} from './statement/waiver-statement.ts';
