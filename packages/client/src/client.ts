import { accountsOf, type Accounts } from './registry/accounts.ts';
import { downloadArchive, type ArchiveSource, type DownloadOptions } from './registry/download.ts';
import { lifecycleOf, type Lifecycle } from './registry/lifecycle.ts';
import { publishingOf, type Publishing } from './registry/publishing.ts';
import { readingOf, type Reading } from './registry/reading.ts';
import type { TransportOptions } from './transport/options.ts';
import { openTransport } from './transport/transport.ts';

/** Speaks with one registry. Every failure is a ClientError; every call takes a signal. */
export interface Client extends Reading, Accounts, Lifecycle, Publishing {
  /** Address of the registry, as lock files hold it. */
  readonly registry: string;
  /** Downloads the archive of a release into a file, goes on where the file ends, and proves its digest. */
  downloadArchive(source: ArchiveSource, options: DownloadOptions & { readonly file: string }): Promise<void>;
  /** Ends all connections; a program that forgets it still ends by itself. */
  close(): Promise<void>;
}

/**
 * Opens a client for one registry. Nothing is sent yet.
 *
 * @example
 * const client = openClient({ registry: 'https://forge.example.ma', proxy: proxyFromEnvironment(process.env) });
 * const { hits } = await client.search({ q: 'impôt sur le revenu' });
 * @throws ClientError `option-invalid`
 */
export function openClient(options: TransportOptions): Client {
  const transport = openTransport(options);
  const reading = readingOf(transport);
  return {
    registry: transport.registry,
    ...reading,
    ...accountsOf(transport),
    ...lifecycleOf(transport, reading),
    ...publishingOf(transport),
    downloadArchive: (source, how) => downloadArchive(transport, source, how),
    close: () => transport.close(),
  };
}
