import * as z from 'zod';

import { digest } from '../bodies/common.ts';
import { publishRequest, submission } from '../bodies/releases.ts';
import type { Route } from './route.ts';

const blobParams = z.object({ digest });
const scopes = ['publish', 'owner'] as const;
const octets = { 'application/octet-stream': 'binary' } as const;
const uploadHeaders = ['Upload-Offset'] as const;

/** Lists the routes of uploads and publishing. */
export const publishRoutes = {
  headBlob: {
    method: 'head',
    path: '/api/v1/blobs/{digest}',
    summary: 'Tell whether a blob is stored, or how far the upload of this token is',
    tag: 'blobs',
    access: 'public',
    params: blobParams,
    answers: {
      200: {
        description: 'The blob is readable, or uploaded completely by this token.',
        headers: ['Content-Length', 'ETag', 'Upload-Offset'],
      },
      204: {
        description: 'The upload of this token is not complete; Upload-Offset tells where to continue.',
        headers: uploadHeaders,
      },
    },
    problems: ['blob-unknown', 'release-tombstoned', 'unauthenticated', 'token-expired', 'token-revoked'],
  },
  getBlob: {
    method: 'get',
    path: '/api/v1/blobs/{digest}',
    summary: 'Give a blob that a release refers to',
    tag: 'blobs',
    access: 'public',
    params: blobParams,
    answers: {
      200: { description: 'The blob.', content: octets, headers: ['Repr-Digest', 'ETag', 'Accept-Ranges'] },
      206: { description: 'A range of it.', content: octets, headers: ['Content-Range', 'Repr-Digest', 'ETag'] },
      304: { description: 'Not changed.' },
    },
    problems: ['blob-unknown', 'release-tombstoned', 'blob-damaged', 'range-not-satisfiable'],
  },
  putBlob: {
    method: 'put',
    path: '/api/v1/blobs/{digest}',
    summary: 'Upload a blob whole',
    tag: 'blobs',
    access: scopes,
    params: blobParams,
    body: octets,
    answers: {
      200: { description: 'It was stored already.', headers: uploadHeaders },
      201: { description: 'Stored; readable as soon as a release refers to it.', headers: uploadHeaders },
    },
    problems: [
      'release-tombstoned',
      'digest-mismatch',
      'body-too-large',
      'quota-exceeded',
      'upload-busy',
      'media-type-unsupported',
    ],
  },
  patchBlob: {
    method: 'patch',
    path: '/api/v1/blobs/{digest}',
    summary: 'Continue an upload where it stopped',
    tag: 'blobs',
    access: scopes,
    params: blobParams,
    headers: {
      'upload-offset': { required: true, description: 'Offset in bytes of the first byte of the body.' },
      'upload-complete': { required: false, description: '?0: more will follow (RFC 9651 boolean); default ?1.' },
    },
    body: octets,
    answers: {
      201: { description: 'Complete and stored.', headers: uploadHeaders },
      204: { description: 'Appended; more is expected.', headers: uploadHeaders },
    },
    problems: [
      'release-tombstoned',
      'upload-offset-mismatch',
      'digest-mismatch',
      'body-too-large',
      'quota-exceeded',
      'upload-busy',
      'media-type-unsupported',
    ],
  },
  publishReleases: {
    method: 'post',
    path: '/api/v1/releases',
    summary: 'Publish releases: all or none',
    tag: 'releases',
    access: scopes,
    query: z.object({
      'validate-only': z.enum(['true', 'false']).optional().meta({
        description:
          'true: check everything, run the vectors and judge the number as for a publish, and publish nothing; answered when that is done.',
      }),
    }),
    headers: {
      prefer: { required: false, description: 'respond-async (RFC 7240): answer 202 at once and judge afterwards.' },
    },
    body: { 'application/json': publishRequest },
    answers: {
      200: {
        description: 'Published before with the same content, or a valid validate-only request.',
        content: { 'application/json': submission },
      },
      201: { description: 'Published.', content: { 'application/json': submission }, headers: ['Location'] },
      202: {
        description: 'Being judged, because that was asked for or takes longer; see Location.',
        content: { 'application/json': submission },
        headers: ['Location', 'Retry-After'],
      },
    },
    problems: [
      'agency-unknown',
      'agency-moved',
      'algorithm-moved',
      'algorithm-forbidden',
      'version-taken',
      'blob-missing',
      'blob-damaged',
      'release-digest-mismatch',
      'archive-refused',
      'release-refused',
      'vectors-failed',
      'bump-too-small',
      'waiver-mismatch',
      'access-unsupported',
      'secret-found',
      'name-mismatch',
      'name-reserved',
      'agency-keyless',
      'signature-invalid',
      'threshold-unmet',
      'statement-mismatch',
      'release-tombstoned',
    ],
  },
  getSubmission: {
    method: 'get',
    path: '/api/v1/releases/{id}',
    summary: 'Tell how a submission stands',
    tag: 'releases',
    access: scopes,
    params: z.object({ id: z.string().min(1).max(64) }),
    answers: {
      200: { description: 'The submission.', content: { 'application/json': submission }, headers: ['Retry-After'] },
    },
    problems: ['submission-unknown'],
  },
} as const satisfies Record<string, Route>;
