import * as z from 'zod';

import { languageMap, version } from './common.ts';

const pointer = z.string().meta({ description: 'JSON Pointer (RFC 6901).' });
const anything = z.unknown();

/** Describes how big a bump is. */
export const bumpLevel = z.enum(['major', 'minor', 'patch']).meta({
  id: 'BumpLevel',
  description: 'What a change demands of the version number; in 0.y.z a major change raises y, any other z.',
});

/** Is how big a bump is. */
export type BumpLevel = z.infer<typeof bumpLevel>;

/** Describes what is known of two versions of a schema. */
const schemaComparison = z
  .object({
    verdict: z.enum(['compatible', 'breaking', 'undecided']).meta({
      description: 'compatible: proved; breaking: shown by the witness; undecided: neither.',
    }),
    relation: z.enum(['equivalent', 'wider', 'narrower', 'incomparable', 'unknown']),
    witness: anything.optional().meta({
      description:
        'Input: a value that the old schema accepted and the new one refuses. Output: one that the new schema allows and the old one did not. Left out where it is very large.',
    }),
    at: pointer.optional().meta({ description: 'The place within the witness that is refused.' }),
    where: z
      .object({ old: pointer.optional(), new: pointer.optional() })
      .meta({ description: 'The keyword that refuses it, in each schema.' }),
    rule: z.string(),
    reason: z.string(),
    prover: z.string(),
  })
  .meta({ id: 'SchemaComparison', description: 'Two versions of a schema compared (docs/spec/contract.md).' });

/** Describes an earlier vector that the new version does not keep. */
const failedVector = z
  .object({
    version: version.meta({ description: 'The version that published the vector.' }),
    name: z.string(),
    input: anything.optional(),
    expected: anything.optional(),
    outcome: z
      .object({ actual: anything.optional(), error: z.string().optional() })
      .optional()
      .meta({ description: 'What the new version gave in its place, or the code of its fault.' }),
  })
  .meta({ id: 'FailedVector', description: 'Values that are very large are left out.' });

/** Describes an earlier vector that the new version calls an error of its author. */
const supersedes = z.object({ version, name: z.string(), reason: languageMap }).meta({ id: 'Supersedes' });

/** Describes one change between two versions of an algorithm. */
export const change = z
  .object({
    rule: z.string().meta({ description: 'Stable English code (docs/spec/versions.md).' }),
    level: bumpLevel,
    comparison: schemaComparison.optional(),
    vector: failedVector.optional(),
    supersedes: supersedes.optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'Change', description: 'One change between two versions, and what it demands of the number.' });

/** Is one change between two versions of an algorithm. */
export type ChangeBody = z.infer<typeof change>;

/** Says on which side of a version another stands. */
const edge = z.enum(['below', 'above']);

/** Describes a change that asks more of a version number than it gives. */
export const judgedChange = change
  .extend({
    edge,
    against: version.meta({ description: 'The published version that it was compared with.' }),
    release: z.string().optional().meta({ description: 'agency/name@version, when several were sent.' }),
  })
  .meta({ id: 'JudgedChange' });

/** Is a change that asks more of a version number than it gives. */
export type JudgedChange = z.infer<typeof judgedChange>;

/** Describes what a version was compared with, and what was found. */
const judgedEdge = z.object({ version, level: bumpLevel, changes: z.array(change) }).meta({
  id: 'JudgedEdge',
  description: 'A published version that a release was compared with, highest level first.',
});

/** Describes what one comparison of a waiver is. */
const waivedReason = z.object({ against: version, rule: z.string() }).meta({ id: 'WaivedReason' });

/** Describes a signed waiver as it is shown. */
export const waiver = z
  .object({ reason: z.string(), waived: z.array(waivedReason).min(1) })
  .meta({ id: 'Waiver', description: 'The agency signed that it takes the answer for what stayed undecided.' });

/** Describes how a version number was judged at publish. */
export const verdict = z
  .object({
    prover: z.string().meta({ description: 'The method that compared the schemas, and its version.' }),
    level: bumpLevel.meta({
      description: 'What the version changes against the one below; major where there is none.',
    }),
    below: judgedEdge.nullable(),
    above: judgedEdge.nullable(),
    further: z
      .array(judgedEdge.extend({ edge }))
      .optional()
      .meta({ description: 'Versions beyond, compared because an edge on the way to them was waived.' }),
    advice: z.literal(true).optional().meta({ description: 'A pre-release: it was told, never refused.' }),
    waiver: waiver.optional(),
  })
  .meta({ id: 'Verdict', description: 'How the version number was judged when it was published.' });

/** Is how a version number was judged at publish. */
export type Verdict = z.infer<typeof verdict>;
