import type { Resolution } from '@national-forge/api';

import type { Client } from '../client.ts';
import { onlineClient, type ProjectOptions } from './context.ts';
import { lockKey } from './graph.ts';
import type { MoveClaims } from './moved-names.ts';
import type { Requirements } from './project-file.ts';

/**
 * Lists the old names that matter to a resolution, with where the registry says that they went: those that requirements and
 * dependencies say, and those under which releases were published.
 * @throws ClientError those of the registry and the way
 */
export async function findMoves(
  options: ProjectOptions,
  { releases, moved = {} }: Resolution,
  requirements: Requirements,
): Promise<MoveClaims> {
  const published = releases.flatMap(({ name, version, publishedAs = name }) =>
    publishedAs === name ? [] : [{ name: publishedAs, version }],
  );
  const untold = published.filter(({ name }) => !Object.hasOwn(moved, name));
  const more = untold.length === 0 ? {} : await askMoves(onlineClient(options, 'resolve'), untold, options);
  const used = new Set([
    ...Object.keys(requirements),
    ...releases.flatMap(({ dependencies }) => Object.keys(dependencies)),
    ...published.map(({ name }) => name),
  ]);
  // A registry tells of names in the lock that was sent, too.
  return Object.fromEntries(Object.entries({ ...more, ...moved }).filter(([name]) => used.has(name)));
}

interface Named {
  readonly name: string;
  readonly version: string;
}

/**
 * Asks where names went. A registry answers that for what a lock holds, also where nothing is to be resolved.
 * @returns only the names that moved
 */
export async function askMoves(
  client: Pick<Client, 'resolve'>,
  names: readonly Named[],
  { signal }: Pick<ProjectOptions, 'signal'>,
): Promise<MoveClaims> {
  const locked = Object.fromEntries(names.map(({ name, version }) => [lockKey(name, version), version]));
  const { moved = {} } = await client.resolve({ requirements: {}, locked }, { signal });
  return moved;
}
