import { accountsOf, type Accounts } from './registry/accounts.ts';
import { downloadArchive, type ArchiveSource, type DownloadOptions } from './registry/download.ts';
import { lifecycleOf, type Lifecycle } from './registry/lifecycle.ts';
import { logCallsOf, type LogCalls } from './registry/log.ts';
import { publishingOf, type Publishing } from './registry/publishing.ts';
import { readingOf, type Reading } from './registry/reading.ts';
import { writerOf, type WriteHooks } from './registry/writing.ts';
import type { TransportOptions } from './transport/options.ts';
import { openTransport } from './transport/transport.ts';

/** Speaks with one registry. Every failure is a ClientError; every call takes a signal. */
export interface Client extends Reading, Accounts, Lifecycle, Publishing, LogCalls {
  /** Address of the registry, as lock files hold it. */
  readonly registry: string;
  /** Downloads the archive of a release into a file, goes on where the file ends, and proves its digest. */
  downloadArchive(source: ArchiveSource, options: DownloadOptions & { readonly file: string }): Promise<void>;
  /** Ends all connections; a program that forgets it still ends by itself. */
  close(): Promise<void>;
}

/** Says how a registry is reached, and what is remembered of its log. */
export interface ClientOptions extends TransportOptions, WriteHooks {}

/**
 * Opens a client for one registry. Nothing is sent yet.
 *
 * @example
 * const client = openClient({ registry: 'https://forge.example.ma', proxy: proxyFromEnvironment(process.env) });
 * const { hits } = await client.search({ q: 'impôt sur le revenu' });
 * @throws ClientError `option-invalid`
 */
export function openClient(options: ClientOptions): Client {
  const transport = openTransport(options);
  const reading = readingOf(transport);
  const writer = writerOf(transport, options);
  return {
    registry: transport.registry,
    ...reading,
    ...accountsOf(transport, writer),
    ...lifecycleOf(writer, reading),
    ...publishingOf(transport, writer),
    ...logCallsOf(transport, writer),
    downloadArchive: (source, how) => downloadArchive(transport, source, how),
    close: () => transport.close(),
  };
}
