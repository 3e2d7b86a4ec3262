import { ProblemError } from '@national-forge/api';

import type { UploadProgress } from '../../ports.ts';
import type { Deps } from '../../usecases/deps.ts';
import { assertNotRemoved, openBlob } from '../../usecases/open-archive.ts';
import { wantBody } from '../body.ts';
import type { Call, Guard, Handlers } from '../operation.ts';
import { content, empty, type Reply } from '../reply/reply.ts';

/** Answers uploads and blobs. */
export function blobHandlers(deps: Deps, guard: Guard): Handlers<'headBlob' | 'getBlob' | 'putBlob' | 'patchBlob'> {
  return {
    headBlob: (call) => headBlob(deps, guard, call),
    getBlob: ({ params }) => blobContent(deps, params.digest),
    putBlob: async (call) => {
      const { offset, existed } = await receive(deps, call, { offset: 0, complete: true });
      return empty(existed ? 200 : 201, { 'Upload-Offset': String(offset) });
    },
    patchBlob: async (call) => {
      const part = {
        offset: offsetOf(call.header('upload-offset')),
        complete: completeOf(call.header('upload-complete')),
      };
      const { offset, complete } = await receive(deps, call, part);
      return empty(complete ? 201 : 204, { 'Upload-Offset': String(offset) });
    },
  };
}

async function blobContent(deps: Deps, digest: string): Promise<Reply> {
  const blob = await openBlob(deps, digest);
  const sha256 = digest.slice('sha256:'.length);
  const open = (range?: { start: number; end: number }) => blob.read(range);
  return content({ size: blob.size, sha256, mediaType: 'application/octet-stream', headers: {}, open });
}

/** A blob that is not published is nobody's business but its uploader's: who shows no token is told it is unknown. */
async function headBlob(deps: Deps, guard: Guard, { params, req }: Call<'headBlob'>): Promise<Reply> {
  const { digest } = params;
  await assertNotRemoved(deps, digest);
  if ((await deps.blobs.findPublished(digest)) !== undefined) return blobContent(deps, digest);
  const progress =
    req.headers.authorization === undefined
      ? undefined
      : await deps.blobs.progress(digest, (await guard.authenticate(req)).token.id);
  if (progress === undefined) throw new ProblemError('blob-unknown', { digest });
  const headers = { 'Upload-Offset': String(progress.offset), 'Cache-Control': 'no-store' };
  if (!progress.complete) return empty(204, headers);
  return empty(200, { ...headers, 'Content-Length': String(progress.offset), ETag: `"${digest.slice(7)}"` });
}

async function receive(
  deps: Deps,
  { params, req, res, account }: Call<'putBlob'> | Call<'patchBlob'>,
  part: { readonly offset: number; readonly complete: boolean },
): Promise<UploadProgress> {
  const limit = deps.limits.archiveBytes;
  const announced = Number(req.headers['content-length'] ?? 0);
  if (part.offset + announced > limit) throw new ProblemError('body-too-large', { limit });
  await assertNotRemoved(deps, params.digest);
  wantBody(req, res);
  return deps.blobs.write({ digest: params.digest, tokenId: account.token.id, body: req, ...part });
}

function offsetOf(header = ''): number {
  const offset = /^\d{1,15}$/.test(header) ? Number(header) : NaN;
  if (Number.isSafeInteger(offset)) return offset;
  throw new ProblemError('request-invalid', { reason: '/header/upload-offset' });
}

function completeOf(header = '?1'): boolean {
  if (header === '?1' || header === '?0') return header === '?1';
  throw new ProblemError('request-invalid', { reason: '/header/upload-complete' });
}
