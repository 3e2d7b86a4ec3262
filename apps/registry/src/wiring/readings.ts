import type { Reading } from '../http/observe/metrics.ts';
import { lastKnown } from '../usecases/log/last-known.ts';
import type { Registry } from './open-registry.ts';

/** Lists the numbers of the service that its metrics show beside those of HTTP. */
export function readingsOf({ deps: { counts, log }, checkpoints }: Registry, leaves: number): readonly Reading[] {
  const size = lastKnown(leaves, async () => (await log.checkpoint()).size);
  const counter = (name: string, help: string, read: () => number): Reading => ({ name, help, type: 'counter', read });
  return [
    counter('nforge_releases_published_total', 'Releases published by this process.', () => counts.published),
    counter('nforge_publishes_repeated_total', 'Publishes of what stood already.', () => counts.repeated),
    { name: 'nforge_log_size', help: 'Leaves of the log.', type: 'gauge', read: () => size.read() },
    counter('nforge_log_checkpoints_total', 'Checkpoints that hold writes of this process.', checkpoints),
    counter('nforge_publishes_refused_total', 'Publishes refused.', () => counts.refused),
    counter('nforge_publishes_rejudged_total', 'Publishes judged again among other versions.', () => counts.rejudged),
  ];
}
