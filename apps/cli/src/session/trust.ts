import { trustingReader, type Client, type TrustingReader } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import type { MovedNames } from './moved-names.ts';
import { readingOptions, trustMeans, withClient } from './session.ts';

/** Is a client together with what this computer knows of the log behind it. */
export interface Trusting extends TrustingReader {
  readonly client: Client;
  /** The names that turned out to lead to another one. */
  readonly moved: MovedNames;
}

/** Runs something with a client that believes nothing which contradicts what this computer has seen. */
export async function withTrust<T>(args: Arguments, io: Io, use: (trusting: Trusting) => Promise<T>): Promise<T> {
  return withClient(args, io, (client, moved) =>
    use({ client, moved, ...trustingReader(trustMeans(io, client), readingOptions(io)) }),
  );
}
