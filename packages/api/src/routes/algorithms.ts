import * as z from 'zod';

import {
  algorithm,
  channel,
  channelList,
  channelMove,
  channelMoves,
  channelRemoved,
  channelWritten,
  dependents,
  releaseStatus,
  resolution,
  resolveRequest,
  statusChange,
  statusWritten,
  versionList,
  versionSegment,
} from '../bodies/algorithms.ts';
import { agencyName, channelName, civilDate, cursor, limit, shortName, shownText, version } from '../bodies/common.ts';
import { versionDiff } from '../bodies/diff.ts';
import { releaseRecord } from '../bodies/releases.ts';
import { MOVED, type Answer, type Route } from './route.ts';

const name = { agency: agencyName, name: shortName };
const nameParams = z.object(name);
const versionParams = z.object({ ...name, version });
const channelParams = z.object({ ...name, tag: channelName });
const base = '/api/v1/algorithms/{agency}/{name}';
const lifecycle = ['lifecycle', 'owner'] as const;
const notChanged: Answer = { description: 'Not changed since the ETag given.' };
const ifMatch = { 'if-match': { required: true, description: 'ETag of the state you have seen.' } } as const;

const document = (schema: z.ZodType, description: string) =>
  ({ 200: { description, content: { 'application/json': schema }, headers: ['ETag'] }, 304: notChanged }) as const;

const named = (schema: z.ZodType, description: string) => ({ ...document(schema, description), ...MOVED }) as const;

const read = { method: 'get', tag: 'algorithms', access: 'public' } as const;
const unknownVersion = ['algorithm-unknown', 'version-unknown'] as const;

/** Lists the routes of algorithms and their releases. */
export const algorithmRoutes = {
  getAlgorithm: {
    ...read,
    path: base,
    summary: 'Give the head of an algorithm',
    params: nameParams,
    answers: named(algorithm, 'The head.'),
    problems: ['algorithm-unknown'],
  },
  getVersions: {
    ...read,
    path: `${base}/versions`,
    summary: 'Tell how the version listing is divided',
    params: nameParams,
    answers: named(versionList, 'Number and place of the segments.'),
    problems: ['algorithm-unknown'],
  },
  getVersionSegment: {
    ...read,
    path: `${base}/versions/segments/{segment}`,
    summary: 'Give up to 256 versions in the order of publication',
    params: z.object({ ...name, segment: z.coerce.number().int().min(0).max(10_000_000) }),
    answers: named(versionSegment, 'The segment.'),
    problems: ['algorithm-unknown', 'version-unknown'],
  },
  getRelease: {
    ...read,
    path: `${base}/versions/{version}`,
    summary: 'Give the frozen facts of a release',
    params: versionParams,
    answers: named(releaseRecord, 'The record, the same bytes for ever.'),
    problems: [...unknownVersion, 'release-tombstoned'],
  },
  getReleaseStatus: {
    ...read,
    path: `${base}/versions/{version}/status`,
    summary: 'Give the status of a release',
    params: versionParams,
    answers: named(releaseStatus, 'The status.'),
    problems: unknownVersion,
  },
  putReleaseStatus: {
    method: 'put',
    tag: 'lifecycle',
    access: lifecycle,
    path: `${base}/versions/{version}/status`,
    summary: 'Yank, un-yank, deprecate or un-deprecate a release',
    params: versionParams,
    headers: ifMatch,
    body: { 'application/json': statusChange },
    answers: {
      200: { description: 'The new status.', content: { 'application/json': statusWritten }, headers: ['ETag'] },
    },
    problems: [
      ...unknownVersion,
      'algorithm-moved',
      'algorithm-forbidden',
      'release-tombstoned',
      'precondition-required',
      'precondition-failed',
      'successor-invalid',
      'unyank-refused',
      'blob-damaged',
    ],
  },
  getArchive: {
    ...read,
    path: `${base}/versions/{version}/archive`,
    summary: 'Give the archive of a release, zstd or gzip by Accept',
    params: versionParams,
    headers: { accept: { required: false, description: 'application/zstd (default) or application/gzip.' } },
    answers: {
      200: {
        description: 'The archive.',
        content: { 'application/zstd': 'binary', 'application/gzip': 'binary' },
        headers: ['Repr-Digest', 'ETag', 'Accept-Ranges'],
      },
      206: {
        description: 'A range of it.',
        content: { 'application/zstd': 'binary', 'application/gzip': 'binary' },
        headers: ['Content-Range', 'Repr-Digest', 'ETag'],
      },
      304: notChanged,
      ...MOVED,
    },
    problems: [...unknownVersion, 'release-tombstoned', 'range-not-satisfiable', 'blob-damaged', 'not-acceptable'],
  },
  getFile: {
    ...read,
    path: `${base}/versions/{version}/files/{path}`,
    summary: 'Give one file of a release',
    params: z.object({
      ...name,
      version,
      path: z.string().min(1).max(1024).meta({ description: 'Path in the release; may contain slashes.' }),
    }),
    answers: {
      200: {
        description: 'The file.',
        content: { 'application/octet-stream': 'binary' },
        headers: ['Repr-Digest', 'ETag', 'Accept-Ranges'],
      },
      206: {
        description: 'A range of it.',
        content: { 'application/octet-stream': 'binary' },
        headers: ['Content-Range', 'Repr-Digest', 'ETag'],
      },
      304: notChanged,
      ...MOVED,
    },
    problems: [...unknownVersion, 'release-tombstoned', 'file-unknown', 'range-not-satisfiable', 'blob-damaged'],
  },
  getDiff: {
    ...read,
    path: `${base}/versions/{version}/diff/{other}`,
    summary: 'Tell how one version differs from another: contract, vectors, manifest, files',
    params: z.object({ ...name, version, other: version }),
    answers: named(versionDiff, 'What changes from the first version to the second.'),
    problems: [...unknownVersion, 'release-tombstoned', 'blob-damaged', 'busy'],
  },
  getDependents: {
    ...read,
    path: `${base}/dependents`,
    summary: 'List the algorithms that depend on this one',
    params: nameParams,
    query: z.object({ limit: limit.default(50), cursor: cursor.optional() }),
    answers: {
      200: { description: 'A page.', content: { 'application/json': dependents }, headers: ['ETag', 'Link'] },
      304: notChanged,
      ...MOVED,
    },
    problems: ['algorithm-unknown', 'cursor-invalid'],
  },
  getChannel: {
    ...read,
    path: `${base}/channels/{tag}`,
    summary: 'Give a channel',
    params: channelParams,
    answers: named(channel, 'The channel.'),
    problems: ['algorithm-unknown', 'channel-unknown'],
  },
  putChannel: {
    method: 'put',
    tag: 'lifecycle',
    access: lifecycle,
    path: `${base}/channels/{tag}`,
    summary: 'Create or move a channel',
    params: channelParams,
    headers: {
      'if-match': { required: false, description: 'ETag of the channel you have seen; needed to move one.' },
      'if-none-match': { required: false, description: '*: the channel must not exist yet; needed to create one.' },
    },
    body: { 'application/json': channelMove },
    answers: {
      200: { description: 'Moved.', content: { 'application/json': channelWritten }, headers: ['ETag'] },
      201: { description: 'Created.', content: { 'application/json': channelWritten }, headers: ['ETag'] },
    },
    problems: [
      ...unknownVersion,
      'algorithm-moved',
      'algorithm-forbidden',
      'channel-computed',
      'channel-target-yanked',
      'release-tombstoned',
      'precondition-required',
      'precondition-failed',
    ],
  },
  deleteChannel: {
    method: 'delete',
    tag: 'lifecycle',
    access: lifecycle,
    path: `${base}/channels/{tag}`,
    summary: 'Remove a channel',
    params: channelParams,
    query: z.object({ reason: shownText(3, 500) }),
    headers: ifMatch,
    answers: { 200: { description: 'Removed.', content: { 'application/json': channelRemoved } } },
    problems: [
      'algorithm-unknown',
      'algorithm-moved',
      'algorithm-forbidden',
      'channel-unknown',
      'channel-computed',
      'precondition-required',
      'precondition-failed',
    ],
  },
  moveChannels: {
    method: 'post',
    tag: 'lifecycle',
    access: lifecycle,
    path: '/api/v1/channels',
    summary: 'Move many channels: all or none',
    body: { 'application/json': channelMoves },
    answers: { 200: { description: 'The channels after the move.', content: { 'application/json': channelList } } },
    problems: [
      ...unknownVersion,
      'algorithm-moved',
      'algorithm-forbidden',
      'channel-unknown',
      'channel-computed',
      'channel-target-yanked',
      'release-tombstoned',
      'precondition-failed',
    ],
  },
  resolve: {
    ...read,
    path: '/api/v1/resolve',
    summary: 'Resolve a few requirements',
    query: z.object({
      r: z
        .union([z.string().max(400), z.array(z.string().max(400)).max(50)])
        .meta({ description: 'agency/name@range; may be repeated.' }),
      at: civilDate.optional(),
    }),
    answers: document(resolution, 'The resolution.'),
    problems: ['algorithm-unknown', 'no-version', 'range-invalid', 'channel-unknown', 'resolve-conflict'],
  },
  resolveMany: {
    method: 'post',
    tag: 'algorithms',
    access: 'public',
    path: '/api/v1/resolve',
    summary: 'Resolve the requirements of a project',
    body: { 'application/json': resolveRequest },
    answers: { 200: { description: 'The resolution.', content: { 'application/json': resolution } } },
    problems: ['algorithm-unknown', 'no-version', 'range-invalid', 'channel-unknown', 'resolve-conflict'],
  },
} as const satisfies Record<string, Route>;
