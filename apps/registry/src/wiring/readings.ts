import type { VectorWorkers } from '../adapters/vector-workers/open-vector-workers.ts';
import type { Reading } from '../http/observe/metrics.ts';
import { lastKnown } from '../usecases/log/last-known.ts';
import type { Registry } from './open-registry.ts';

const counter = (name: string, help: string, read: () => number): Reading => ({ name, help, type: 'counter', read });
const gauge = (name: string, help: string, read: () => number): Reading => ({ name, help, type: 'gauge', read });

/** Lists the numbers of the service that its metrics show beside those of HTTP. */
export function readingsOf(registry: Registry, leaves: number): readonly Reading[] {
  const {
    deps: { counts, log },
    checkpoints,
    vectors,
  } = registry;
  const size = lastKnown(leaves, async () => (await log.checkpoint()).size);
  return [
    counter('nforge_releases_published_total', 'Releases published by this process.', () => counts.published),
    counter('nforge_publishes_repeated_total', 'Publishes of what stood already.', () => counts.repeated),
    { name: 'nforge_log_size', help: 'Leaves of the log.', type: 'gauge', read: () => size.read() },
    counter('nforge_log_checkpoints_total', 'Checkpoints that hold writes of this process.', checkpoints),
    counter('nforge_publishes_refused_total', 'Publishes refused.', () => counts.refused),
    counter('nforge_publishes_rejudged_total', 'Publishes judged again among other versions.', () => counts.rejudged),
    ...vectorReadings(vectors),
  ];
}

function vectorReadings({ counts, state }: VectorWorkers): readonly Reading[] {
  return [
    counter('nforge_vectors_run_total', 'Vectors run by the workers of this process.', () => counts.vectors),
    counter('nforge_vector_tasks_total', 'Releases run on vectors, their own or earlier ones.', () => counts.tasks),
    counter('nforge_vector_tasks_lost_total', 'Tasks whose worker did not answer, or died twice.', () => counts.lost),
    counter('nforge_vector_workers_started_total', 'Workers started.', () => counts.started),
    gauge('nforge_vector_turns_waiting', 'Releases that wait for a worker.', () => state().waiting),
    gauge('nforge_vector_turns_running', 'Releases that have a worker.', () => state().running),
    gauge('nforge_vector_workers', 'Workers that live.', () => state().workers),
  ];
}
