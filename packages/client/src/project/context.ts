import { civilDate } from '@national-forge/versioning';

import type { Client } from '../client.ts';
import type { FirstUse } from '../trust/session.ts';
import { ClientError } from '../client-error.ts';

/** Tells how work on a project goes on. */
export type ProjectEvent =
  | { readonly kind: 'resolve'; readonly requirements: number }
  | {
      readonly kind: 'download';
      readonly name: string;
      readonly version: string;
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'cache-damaged'; readonly name: string; readonly version: string; readonly digest: string }
  | { readonly kind: 'prove'; readonly releases: number }
  | { readonly kind: 'first-use'; readonly firstUse: FirstUse }
  | { readonly kind: 'unpack'; readonly name: string; readonly version: string }
  | { readonly kind: 'wait'; readonly path: string };

/** Says on which project, with which means. */
export interface ProjectOptions {
  /** The folder with forge.json. */
  readonly folder: string;
  /** The folder of the cache, see {@link defaultCacheFolder}. */
  readonly cache: string;
  /** The folder of what is known of logs and agencies, see {@link defaultTrustFolder}. */
  readonly trust: string;
  /** Left out: offline, nothing but the cache is used. */
  readonly client?: Client | undefined;
  /** The civil date for which rules are wanted (`YYYY-MM-DD`); default: today in Africa/Casablanca. */
  readonly at?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ProjectEvent) => void) | undefined;
  /** Tells the time; replaced by tests. */
  readonly now?: (() => Date) | undefined;
}

/** Gives the client, or says that what is needed is not here. */
export function onlineClient(options: ProjectOptions, what: string): Client {
  if (options.client === undefined) throw new ClientError('offline', { params: { what } });
  return options.client;
}

/** Gives the civil date for which rules are wanted. */
export function dateOf(options: ProjectOptions): string {
  return options.at ?? civilDate(timeOf(options));
}

/** Gives the time. */
export function timeOf(options: ProjectOptions): Date {
  return options.now?.() ?? new Date();
}

/** Throws `cancelled` when the caller gave up. */
export function assertWanted(options: Pick<ProjectOptions, 'signal'>): void {
  if (options.signal?.aborted === true) throw new ClientError('cancelled');
}
