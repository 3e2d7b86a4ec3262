import * as z from 'zod';

import { agencyName, digest, reason } from './common.ts';

const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);

/** Describes a place in the log: counted from 0. */
export const logIndex = z
  .int()
  .min(0)
  .meta({ id: 'LogIndex', description: 'Place of a leaf in the log, counted from 0.', examples: [42] });

const treeSize = z.int().min(1).meta({ id: 'TreeSize', description: 'Number of leaves of a tree of the log.' });

const hashes = z
  .array(base64(44))
  .max(64)
  .meta({ id: 'ProofHashes', description: 'Hashes of a Merkle proof, base64.' });

const note = z
  .string()
  .max(65_536)
  .meta({ id: 'CheckpointNote', description: 'A signed checkpoint (C2SP tlog-checkpoint).' });

const leafText = z.string().max(8192).meta({ id: 'LeafText', description: 'A leaf of the log as it was hashed.' });

/** Describes the proof that a write stands in the log. */
export const logReceipt = z.object({ index: logIndex, leaf: leafText, hashes, checkpoint: note }).meta({
  id: 'LogReceipt',
  description:
    'Leaf, place, inclusion proof, and the first checkpoint that holds the leaf; the same for every repetition.',
});

/** Is the proof that a write stands in the log. */
export type LogReceipt = z.infer<typeof logReceipt>;

/** Describes a part of the log. */
export const logEntries = z
  .object({
    from: logIndex,
    size: treeSize,
    next: logIndex.meta({ description: 'Continue here; where it equals size, wait.' }),
    entries: z.array(z.object({ index: logIndex, leaf: leafText })).max(1000),
  })
  .meta({ id: 'LogEntries', description: 'Leaves in their order, without gaps: the feed of all changes.' });

/** Is a part of the log. */
export type LogEntries = z.infer<typeof logEntries>;

/** Describes an inclusion proof. */
export const inclusionProof = z
  .object({ index: logIndex, size: treeSize, leaf: leafText, hashes, checkpoint: note.nullable() })
  .meta({
    id: 'InclusionProof',
    description:
      'Proves a leaf in the tree of that size (RFC 6962 §2.1.1); the checkpoint of that size, if one was signed.',
  });

/** Is an inclusion proof. */
export type InclusionProof = z.infer<typeof inclusionProof>;

/** Describes a consistency proof. */
export const consistencyProof = z.object({ from: treeSize, to: treeSize, hashes, checkpoint: note.nullable() }).meta({
  id: 'ConsistencyProof',
  description: 'Proves that the tree of size `from` is a prefix of that of size `to` (RFC 6962 §2.1.2).',
});

/** Is a consistency proof. */
export type ConsistencyProof = z.infer<typeof consistencyProof>;

/** Describes the log and the keys that sign its checkpoints. */
export const logKeys = z
  .object({
    origin: z.string(),
    keys: z
      .array(z.object({ key: z.string(), from: logIndex }))
      .min(1)
      .meta({ description: 'Verifier keys (C2SP signed-note) and the leaf that named each; the last one signs.' }),
  })
  .meta({ id: 'LogKeys', description: 'The log of this registry and the keys that sign its checkpoints.' });

/** Is the log and its keys. */
export type LogKeys = z.infer<typeof logKeys>;

/** Describes a signed payload (DSSE). */
export const envelope = z
  .strictObject({
    payload: base64(16_384),
    payloadType: z.string().max(100),
    signatures: z
      .array(z.strictObject({ keyid: digest, sig: base64(4096) }))
      .min(1)
      .max(16),
  })
  .meta({ id: 'Envelope', description: 'A DSSE envelope; keyid is the fingerprint of the key.' });

/** Is a signed payload. */
export type EnvelopeBody = z.infer<typeof envelope>;

/** Describes the keys of an agency and how they came to be. */
export const agencyKeys = z
  .object({
    agency: agencyName,
    state: z
      .string()
      .max(1_048_576)
      .meta({ description: 'The state of the agency: keys, threshold (docs/spec/leaf.md).' }),
    leaf: logIndex.meta({ description: 'The leaf that made this state.' }),
    history: z.array(z.object({ index: logIndex, leaf: leafText, envelope: envelope.nullable(), hashes })).meta({
      description:
        'The leaves that changed the state, after `after`, oldest first, each proved; at most 256. Where the last one is not `leaf`, the next follow `after` it, with `size` that of the checkpoint.',
    }),
    checkpoint: note,
  })
  .meta({ id: 'AgencyKeys', description: 'The keys of an agency, with the history that leads to them.' });

/** Is the keys of an agency. */
export type AgencyKeys = z.infer<typeof agencyKeys>;

/** Describes a change of an agency, signed by its keys: of its keys, its policy, its name or the name of an algorithm. */
export const agencyChangeRequest = z
  .strictObject({
    envelope,
    reason: reason.optional().meta({ description: 'Why a name moves; only with a transfer.' }),
  })
  .meta({ id: 'AgencyChangeRequest' });

/** Describes an agency after a change. */
export const agencyChanged = z
  .object({ agency: agencyName, state: z.string(), leaf: logIndex, receipt: logReceipt })
  .meta({
    id: 'AgencyChanged',
    description:
      'The agency after the change, under its present name, the leaf that made its state, and the proof of the change.',
  });

/** Is an agency after a change. */
export type AgencyChanged = z.infer<typeof agencyChanged>;
