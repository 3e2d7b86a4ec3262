import * as z from 'zod';

import { digest } from './common.ts';

const writes = z.enum(['on', 'log-behind', 'log-diverged', 'log-key-missing']).meta({
  description:
    'Whether writes are taken; if not, the code of the problem with which they are refused. Reading goes on.',
});

/** Describes the registry itself. */
export const service = z
  .object({
    service: z.literal('nforge-registry'),
    version: z.string(),
    api: z.literal('v1'),
    dataFormat: z.int().min(0).meta({ description: 'Format of the stored data; 0 is a preview.' }),
    publicUrl: z.string(),
    openapi: z.string(),
    manifestSchema: z.string(),
    log: z
      .object({ origin: z.string(), key: z.string(), writes: writes.optional() })
      .meta({ description: 'Name of the log and the verifier key of its checkpoints (C2SP signed-note).' }),
    cli: z
      .object({ version: z.string(), url: z.string(), digest, size: z.int() })
      .nullable()
      .meta({ description: 'The command line tool as a package for plain npm.' }),
    thesauri: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          licence: z.string(),
          source: z.string().meta({ description: 'Address of its concept scheme, else the name of the file.' }),
          version: z.string().meta({ description: 'As its file states it; empty where it does not.' }),
        }),
      )
      .optional()
      .meta({ description: 'Thesauri whose words the registry uses beside its own lexicon, with their licences.' }),
    limits: z.object({
      archiveBytes: z.int(),
      unpackedBytes: z.int(),
      files: z.int(),
      fileBytes: z.int(),
      bodyBytes: z.int(),
      releasesPerRequest: z.int(),
    }),
  })
  .meta({ id: 'Service', description: 'What this registry is and what it accepts.' });

/** Is the description of the registry. */
export type Service = z.infer<typeof service>;

/** Says whether a registry takes writes, or the code of the problem with which they are refused. */
export type Writes = z.infer<typeof writes>;

/** Describes readiness: a registry whose writes are off is ready, for reading goes on. */
export const readiness = z.object({ status: z.literal('ok'), writes: writes.optional() }).meta({ id: 'Readiness' });

/** Describes health. */
export const health = z.object({ status: z.enum(['ok', 'stopping']) }).meta({ id: 'Health' });
