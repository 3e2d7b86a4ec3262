import { formatState } from '../agency/state-format.ts';
import { formatTlogProof, parseTlogProof } from '../checkpoint/tlog-proof.ts';
import { formatLeaf } from '../leaf/format.ts';
import { readEvidence, writeEvidence, type ReleaseEvidence } from './evidence.ts';
import { malformed } from './parts.ts';

/** Proves a release offline, as of a checkpoint. Nothing in it is verified yet. */
export interface ReleaseProof extends ReleaseEvidence {
  /** Index of the leaf of the release. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note of the checkpoint. */
  readonly checkpoint: string;
}

/**
 * Formats a release proof: a C2SP tlog-proof whose extra data are the evidence (docs/spec/signing.md, §5). Usual
 * extension `.tlog-proof`.
 * @throws TransparencyError `proof-malformed`, also where what the file leaves out would be made again in another way than
 * it stands here, as with a signature by a key that is not in the state; and the codes of what it holds
 */
export function formatReleaseProof(proof: ReleaseProof): string {
  const { index, hashes, checkpoint } = proof;
  const extra = writeEvidence(proof, proof);
  if (contentOf(readEvidence(extra, proof)) !== contentOf(proof)) throw malformed('incoherent');
  return formatTlogProof({ extra, index, hashes, checkpoint });
}

/**
 * Parses a release proof; only the texts that {@link formatReleaseProof} makes are taken.
 * @throws TransparencyError `proof-malformed`, and the codes of what it holds; `inclusion-invalid` and `tree-range` where
 * the path of a newer state does not fit its place
 */
export function parseReleaseProof(file: string | Uint8Array): ReleaseProof {
  const { extra, index, hashes, checkpoint } = parseTlogProof(file);
  const place = { index, hashes, checkpoint };
  return { ...readEvidence(extra ?? new Uint8Array(), place), ...place };
}

/** Writes down all that a file leaves out or writes in another way, so that two proofs can be compared. */
function contentOf({ leaf, state, signatures, current }: ReleaseEvidence): string {
  const named = signatures.map(({ keyid, signature }) => `${keyid} ${hex(signature)}\n`);
  const newest = current === undefined ? [] : [...textsOf(current), ...current.hashes.map((hash) => `${hex(hash)}\n`)];
  return [...textsOf({ leaf, state }), ...named, ...newest].join('');
}

const textsOf = ({
  leaf,
  state,
}: Pick<ReleaseEvidence, 'state'> & { readonly leaf: Parameters<typeof formatLeaf>[0] }) =>
  [formatLeaf(leaf), formatState(state)].map((bytes) => new TextDecoder().decode(bytes));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
