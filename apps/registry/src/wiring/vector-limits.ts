import { DEFAULT_VECTOR_LIMITS, type VectorWorkersLimits } from '../adapters/vector-workers/open-vector-workers.ts';

/** Bounds the workers that run vectors, as far as the operator says it. */
export type VectorLimits = Partial<VectorWorkersLimits>;

/** Makes the bounds of the workers from what an operator says: how many, and processor seconds for a release. */
export function vectorLimits({
  workers,
  seconds,
}: {
  readonly workers: number | undefined;
  readonly seconds: number | undefined;
}): VectorLimits {
  const { task } = DEFAULT_VECTOR_LIMITS;
  return {
    ...(workers !== undefined && { workers }),
    // On the clock five times as long: workers have the lowest priority, and a busy machine lets them wait.
    ...(seconds !== undefined && { task: { ...task, cpuMs: seconds * 1000 }, wallMs: seconds * 5000 }),
  };
}
