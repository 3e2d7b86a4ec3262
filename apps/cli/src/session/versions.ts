import { openVersionsOf, type Client, type PublishedVersions } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { readingOptions, trustMeans, withClient } from './session.ts';

/** Reads published versions, and what is to be remembered of them. */
export interface VersionsReader {
  /** Lists what is published of an algorithm, each algorithm once. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
  /** Remembers what was proved, and tells what was met for the first time. */
  readonly remember: () => Promise<void>;
}

/** Opens a reader of published versions. */
export function versionsReader(io: Io, client: Client): VersionsReader {
  const opened = new Map<string, Promise<PublishedVersions>>();
  const means = { ...trustMeans(io, client), client };
  return {
    versionsOf: (name) => {
      const started = opened.get(name) ?? openVersionsOf(means, name);
      opened.set(name, started);
      return started;
    },
    remember: async () => {
      for (const versions of opened.values()) {
        const firstUse = await (await versions).remember();
        if (firstUse !== undefined) readingOptions(io).onFirstUse?.(firstUse);
      }
    },
  };
}

/** Is a registry as somebody sees it who compares versions. */
export interface Versions extends Pick<VersionsReader, 'versionsOf'> {
  readonly client: Client;
}

/** Runs something that reads published versions, then remembers what was proved. */
export async function withVersions<T>(args: Arguments, io: Io, use: (versions: Versions) => Promise<T>): Promise<T> {
  return withClient(args, io, async (client) => {
    const { versionsOf, remember } = versionsReader(io, client);
    const result = await use({ client, versionsOf });
    await remember();
    return result;
  });
}
