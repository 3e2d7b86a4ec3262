import type { Undroppable } from '@national-forge/manifest/tolerant';
import type { Comparison, ModePair, Schema } from '@national-forge/versioning';

/** Holds a comparison, or why there is none: its time was up, or what was given is no schema. */
export type Proof =
  | { readonly comparison: Comparison }
  | { readonly code: 'comparison-timeout' | 'schema-invalid'; readonly reason: string };

/** Holds the keywords that tolerant inputs do not go with; undefined where the schema is too large to be read for them. */
export type TolerantMisfits = readonly Undroppable[] | undefined;

/** Compares two schemas. */
export async function compareSchemas(pair: ModePair): Promise<Proof> {
  const { compareInMode } = await import('@national-forge/versioning/prover');
  // Processor time, not the clock: a busy machine does not make a good release fail.
  const now = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  try {
    return { comparison: await compareInMode(pair, { now }) };
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (code === 'comparison-timeout' || code === 'schema-invalid') return { code, reason: message };
    throw error;
  }
}

/** Finds what an input schema must not say where undeclared members are dropped. */
export async function findTolerantMisfits(schema: Schema): Promise<TolerantMisfits> {
  const { findUndroppable } = await import('@national-forge/manifest/tolerant');
  try {
    return findUndroppable(schema);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
