import { formatTlogProof, parseTlogProof } from '../checkpoint/tlog-proof.ts';
import { formatEvidence, parseEvidence, type ReleaseEvidence } from './evidence.ts';

/** Proves a release offline, as of a checkpoint. Nothing in it is verified yet. */
export interface ReleaseProof extends ReleaseEvidence {
  /** Index of the leaf of the release. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note of the checkpoint. */
  readonly checkpoint: string;
}

/**
 * Formats a release proof: a C2SP tlog-proof whose extra data are the evidence (docs/spec/signing.md). Usual
 * extension `.tlog-proof`.
 * @throws TransparencyError `proof-malformed`, and the codes of what it holds
 */
export function formatReleaseProof(proof: ReleaseProof): string {
  const { index, hashes, checkpoint } = proof;
  return formatTlogProof({ extra: formatEvidence(proof), index, hashes, checkpoint });
}

/**
 * Parses a release proof; only the texts that {@link formatReleaseProof} makes are taken.
 * @throws TransparencyError `proof-malformed`, and the codes of what it holds
 */
export function parseReleaseProof(file: string | Uint8Array): ReleaseProof {
  const { extra, index, hashes, checkpoint } = parseTlogProof(file);
  return { ...parseEvidence(extra ?? new Uint8Array()), index, hashes, checkpoint };
}
