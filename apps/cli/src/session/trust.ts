import { trustingReader, type Client, type TrustingReader } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { readingOptions, trustMeans, withClient } from './session.ts';

/** Is a client together with what this computer knows of the log behind it. */
export interface Trusting extends TrustingReader {
  readonly client: Client;
}

/** Runs something with a client that believes nothing which contradicts what this computer has seen. */
export async function withTrust<T>(args: Arguments, io: Io, use: (trusting: Trusting) => Promise<T>): Promise<T> {
  return withClient(args, io, (client) =>
    use({ client, ...trustingReader(trustMeans(io, client), readingOptions(io)) }),
  );
}
