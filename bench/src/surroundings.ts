import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';

import { VERDACCIO_VERSION } from './children/verdaccio.ts';
import type { Surroundings } from './report/performance-page.ts';
import type { Scale } from './scale.ts';

/** Describes the machine and the programs without names of hosts, people or folders. */
export function describeSurroundings({ name }: Scale, now: Date): Surroundings {
  const memory = Math.round(totalmem() / 1024 ** 3);
  return {
    date: now.toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores, ${memory} GiB of memory, ${process.platform} ${process.arch}`,
    versions: [`Node ${process.versions.node}`, `Verdaccio ${VERDACCIO_VERSION}`, `tar ${versionOf('tar')}`],
    scale: name,
  };
}

function versionOf(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
