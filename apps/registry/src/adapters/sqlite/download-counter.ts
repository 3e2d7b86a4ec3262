import type { Downloads } from '../../ports.ts';
import { addDownloads } from './downloads.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Sql } from './sql.ts';

interface Count {
  readonly release: { readonly name: string; readonly version: string };
  readonly day: string;
  times: number;
}

/** Counts downloads in memory until they are written in a batch: one commit for all, none per download. */
export function createDownloadCounter(sql: Sql, group: GroupCommit): Downloads {
  let counts = new Map<string, Count>();
  return {
    count({ name, version }, at) {
      const day = at.toISOString().slice(0, 10);
      const key = `${name}@${version} ${day}`;
      const count = counts.get(key) ?? { release: { name, version }, day, times: 0 };
      count.times += 1;
      counts.set(key, count);
    },
    async flush() {
      if (counts.size === 0) return;
      const batch = counts;
      counts = new Map();
      try {
        await group.submit(() => {
          for (const count of batch.values()) addDownloads(sql, count.release, count);
        });
      } catch (error) {
        for (const count of batch.values()) merge(counts, count);
        throw error;
      }
    },
  };
}

/** Puts back what could not be written, beside what was counted meanwhile. */
function merge(counts: Map<string, Count>, count: Count): void {
  const key = `${count.release.name}@${count.release.version} ${count.day}`;
  const present = counts.get(key);
  if (present) present.times += count.times;
  else counts.set(key, count);
}
