import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { openEntry } from '@national-forge/archive';

import { findStored, type Exchange, type State, type Stored } from './sample-state.ts';
import { whereIs } from './sample-moves.ts';
import { sendJson, sendProblem } from './wire.ts';

const SEGMENT = 256;

/** Sends how the listing of versions is divided. */
export function sendVersions({ state, response, parts: [name = ''] }: Exchange): void {
  const versionCount = versionsOf(state, name).length;
  if (versionCount === 0) {
    sendProblem(response, 'algorithm-unknown', { name });
    return;
  }
  const segmentCount = Math.ceil(versionCount / SEGMENT);
  const segments = `/api/v1/algorithms/${name}/versions/segments/{segment}`;
  sendJson(response, { name, versionCount, segmentSize: SEGMENT, segmentCount, segments });
}

/** Sends one segment of that listing. */
export function sendSegment({ state, response, parts: [name = '', segment = '0'] }: Exchange): void {
  const from = Number(segment) * SEGMENT;
  const versions = versionsOf(state, name)
    .slice(from, from + SEGMENT)
    .map(({ record, yanked, tombstone }) => ({
      version: record.version,
      digest: record.releaseDigest,
      publishedAt: record.publishedAt,
      ...(yanked && { yanked }),
      ...(tombstone !== undefined && { tombstoned: true }),
    }));
  sendJson(response, { name, segment: Number(segment), versions });
}

/** Sends one file of a release. */
export async function sendFile({ state, response, parts }: Exchange): Promise<void> {
  const [name = '', version = '', path = ''] = parts;
  const stored = findStored(state, name, version);
  if (stored === undefined) {
    sendProblem(response, 'version-unknown', { name, version });
    return;
  }
  const bytes = await buffer(await openEntry(Readable.from([stored.archive]), path));
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes);
}

function versionsOf({ releases, log }: State, name: string): readonly Stored[] {
  return [...releases.values()].filter(({ record }) => whereIs(log, record.name).to === whereIs(log, name).to);
}
