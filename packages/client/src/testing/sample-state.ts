import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ReleaseRecord } from '@national-forge/api';

import type { LogAnswers } from './log-routes.ts';
import type { SampleLog } from './sample-log.ts';
import { whereIs } from './sample-moves.ts';

/** Is one request as a test sees it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Lets a test spoil an answer: true says that it took the request over. */
export type Fault = (request: IncomingMessage, response: ServerResponse, seen: Seen) => boolean | Promise<boolean>;

/** Is one release as the stand-in keeps it. */
export interface Stored {
  readonly record: ReleaseRecord;
  yanked: boolean;
  /** The reference of the decision by which it was removed. */
  tombstone?: string;
  archive: Buffer;
}

/** Is what the stand-in knows. */
export interface State {
  log: SampleLog;
  answers: LogAnswers | undefined;
  readonly releases: Map<string, Stored>;
  readonly requests: Seen[];
  readonly faults: Fault[];
  readonly blobs: Map<string, Buffer>;
  readonly uploads: Map<string, Buffer>;
}

/** Is one request and what answers it. */
export interface Exchange {
  readonly state: State;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly parts: readonly string[];
}

/** Finds a release by the present name of its algorithm. */
export function findStored({ releases, log }: State, name: string, version: string): Stored | undefined {
  return [...releases.values()].find(
    ({ record }) => record.version === version && whereIs(log, record.name).to === whereIs(log, name).to,
  );
}
