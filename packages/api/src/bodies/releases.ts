import * as z from 'zod';

import { algorithmName, archiveRef, digest, instant, validity, version } from './common.ts';
import { envelope, logIndex, logReceipt } from './log.ts';
import { problem, problemItem } from './problem.ts';
import { verdict } from './verdict.ts';

/** Describes one release to publish; its archive was uploaded before. */
const releaseRequest = z
  .strictObject({
    name: algorithmName,
    version,
    releaseDigest: digest,
    archive: archiveRef,
    envelope: envelope.meta({ description: 'The statement of the release, signed by its agency.' }),
    waiver: envelope.optional().meta({
      description: 'A signed waiver for what stays undecided in this release; it covers exactly that.',
    }),
  })
  .meta({ id: 'ReleaseRequest' });

/** Describes a publish: all releases are accepted, or none. */
export const publishRequest = z
  .strictObject({ releases: z.array(releaseRequest).min(1).max(100) })
  .meta({ id: 'PublishRequest', description: 'Releases that are published together: all or none.' });

/** Is a publish request. */
export type PublishRequest = z.infer<typeof publishRequest>;

/** Describes the receipt of one published release. */
export const receipt = z
  .object({
    name: algorithmName,
    version,
    releaseDigest: digest,
    archive: archiveRef,
    publishedAt: instant,
    publisher: z.string().meta({ description: 'Random identifier of the token that published.' }),
    log: logReceipt,
  })
  .meta({ id: 'Receipt', description: 'What the registry acknowledges; the same for every repetition.' });

/** Is a receipt. */
export type Receipt = z.infer<typeof receipt>;

/** Describes the state of a submission. */
export const submission = z
  .object({
    id: z.string(),
    state: z.enum(['judging', 'accepted', 'published', 'refused']),
    receipts: z.array(receipt),
    warnings: z.array(problemItem),
    problem: problem.optional(),
  })
  .meta({
    id: 'Submission',
    description:
      'judging: being checked; accepted: a validate-only request would be published; published: done, with receipts; refused: nothing was published, see problem.',
  });

/** Is a submission. */
export type Submission = z.infer<typeof submission>;

/** Describes a file of a release. */
const releaseFile = z
  .object({ path: z.string(), size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
  .meta({ id: 'ReleaseFile' });

/** Describes what became of the vectors of a release. */
const vectorResult = z
  .object({
    result: z.enum(['re-run', 'attested', 'none']).meta({
      description:
        're-run: the registry ran every vector, each twice, and all were kept; attested: it has no sandbox for the engine, so only the agency says so; none: nothing is run.',
    }),
    total: z.int().min(0).meta({ description: 'Vectors of the release.' }),
    runner: z.string().nullable().meta({
      description: 'The runner and the engine that ran them, with their versions; null where they were not run.',
    }),
    dependencies: z
      .array(z.object({ name: algorithmName, version, releaseDigest: digest }))
      .meta({ description: 'The releases that it was run with.' }),
  })
  .meta({ id: 'VectorResult', description: 'What became of the vectors of a release when it was published.' });

/** Is what became of the vectors of a release. */
export type VectorResult = z.infer<typeof vectorResult>;

/** Describes the frozen facts of a release. */
export const releaseRecord = z
  .object({
    name: algorithmName,
    version,
    releaseDigest: digest,
    archive: archiveRef,
    manifestDigest: digest,
    contractDigest: digest.nullable(),
    vectorsDigest: digest.nullable(),
    publishedAt: instant,
    publisher: z.string(),
    validity: validity.nullable(),
    dependencies: z.record(z.string(), z.string()),
    manifest: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The manifest, as JSON (see /api/v1/schemas/algorithm-1.json).' }),
    files: z.array(releaseFile),
    verdict: verdict.optional().meta({ description: 'Left out where the release is older than this.' }),
    vectorResult: vectorResult.optional().meta({ description: 'Left out where the release is older than this.' }),
    logIndex,
  })
  .meta({ id: 'ReleaseRecord', description: 'The facts of one release; these bytes never change.' });

/** Is a release record. */
export type ReleaseRecord = z.infer<typeof releaseRecord>;
