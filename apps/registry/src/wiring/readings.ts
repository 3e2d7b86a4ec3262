import type { Reading } from '../http/observe/metrics.ts';
import type { PublishDeps } from '../usecases/publish/publish.ts';

/** Lists the numbers of the service that its metrics show beside those of HTTP. */
export function readingsOf({ counts }: Pick<PublishDeps, 'counts'>): readonly Reading[] {
  const counter = (name: string, help: string, read: () => number): Reading => ({ name, help, type: 'counter', read });
  return [
    counter('nforge_releases_published_total', 'Releases published by this process.', () => counts.published),
    counter('nforge_publishes_repeated_total', 'Publishes of what stood already.', () => counts.repeated),
    counter('nforge_publishes_refused_total', 'Publishes refused.', () => counts.refused),
  ];
}
