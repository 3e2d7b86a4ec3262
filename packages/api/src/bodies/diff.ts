import * as z from 'zod';

import { algorithmName, version } from './common.ts';
import { bumpLevel, change } from './verdict.ts';

const fileState = z.object({ size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const names = z.array(z.string());

/** Describes how two versions of an algorithm differ. */
export const versionDiff = z
  .object({
    name: algorithmName,
    from: version,
    to: version,
    comparison: z
      .object({
        old: version,
        new: version,
        level: bumpLevel.meta({
          description: 'What the change from the one to the other demands of a version number.',
        }),
        changes: z.array(change).meta({ description: 'The highest level first.' }),
        prover: z.string().meta({ description: 'The method that compared the schemas, and its version.' }),
      })
      .meta({ id: 'ContractComparison', description: 'What the contracts promise; no vector is run for it.' }),
    vectors: z
      .object({ added: names, removed: names, changed: names })
      .meta({ id: 'VectorDifferences', description: 'Names of vectors.' }),
    manifest: z.array(
      z.object({ pointer: z.string(), old: z.unknown().optional(), new: z.unknown().optional() }).meta({
        id: 'ManifestDifference',
        description: 'A place of the manifest (JSON Pointer), what stood and what stands there.',
      }),
    ),
    files: z.array(
      z
        .object({
          path: z.string(),
          change: z.enum(['added', 'removed', 'changed']),
          old: fileState.optional(),
          new: fileState.optional(),
        })
        .meta({ id: 'FileDifference' }),
    ),
  })
  .meta({ id: 'VersionDiff', description: 'How one version of an algorithm differs from another.' });

/** Is how two versions of an algorithm differ. */
export type VersionDiff = z.infer<typeof versionDiff>;
