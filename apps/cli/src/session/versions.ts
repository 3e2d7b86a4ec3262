import { openVersionsOf, type Client, type PublishedVersions } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { readingOptions, trustMeans, withClient } from './session.ts';

/** Is a registry as somebody sees it who compares versions. */
export interface Versions {
  readonly client: Client;
  /** Lists what is published of an algorithm, each algorithm once. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
}

/** Runs something that reads published versions, then remembers what was proved and tells what was met for the first time. */
export async function withVersions<T>(args: Arguments, io: Io, use: (versions: Versions) => Promise<T>): Promise<T> {
  return withClient(args, io, async (client) => {
    const opened = new Map<string, Promise<PublishedVersions>>();
    const means = { ...trustMeans(io, client), client };
    const versionsOf: Versions['versionsOf'] = (name) => {
      const started = opened.get(name) ?? openVersionsOf(means, name);
      opened.set(name, started);
      return started;
    };
    const result = await use({ client, versionsOf });
    for (const versions of opened.values()) {
      const firstUse = await (await versions).remember();
      if (firstUse !== undefined) readingOptions(io).onFirstUse?.(firstUse);
    }
    return result;
  });
}
