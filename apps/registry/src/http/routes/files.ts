import { ProblemError } from '@national-forge/api';

import type { ArchiveCompression, ReleaseKey } from '../../ports.ts';
import type { Deps } from '../../usecases/deps.ts';
import { openArchive } from '../../usecases/open-archive.ts';
import { openFile } from '../../usecases/open-file.ts';
import { mediaTypeWeight } from '../accept.ts';
import { fileHeaders } from '../file-headers.ts';
import type { Handlers } from '../operation.ts';
import { content, type Reply } from '../reply/reply.ts';
import { fullName } from './algorithms.ts';

/** Answers archives and single files. */
export function fileHandlers(deps: Deps): Handlers<'getArchive' | 'getFile'> {
  return {
    getArchive: ({ params, header, req }) => {
      const key = { name: fullName(params), version: params.version };
      return archiveContent(deps, key, { compression: chooseForm(header('accept')), isGet: req.method === 'GET' });
    },
    getFile: async ({ params }) => {
      const key = { name: fullName(params), version: params.version };
      const file = await openFile(deps, key, params.path);
      const { mediaType, headers } = fileHeaders(params.path);
      return content({
        size: file.size,
        sha256: file.sha256,
        mediaType,
        headers,
        open: (range) => file.handle.read(range),
      });
    },
  };
}

async function archiveContent(
  deps: Deps,
  key: ReleaseKey,
  { compression, isGet }: { readonly compression: ArchiveCompression; readonly isGet: boolean },
): Promise<Reply> {
  const form = await openArchive(deps, key, compression);
  const name = `${key.name.replace('/', '-')}-${key.version}.tar.${compression === 'zstd' ? 'zst' : 'gz'}`;
  return content({
    size: form.size,
    sha256: form.digest.slice('sha256:'.length),
    mediaType: `application/${compression}`,
    headers: { Vary: 'Accept', 'Content-Disposition': `attachment; filename="${name}"` },
    open: (range) => form.read(range),
    ...(isGet && { onServe: () => deps.downloads.count(key, deps.clock.now()) }),
  });
}

/** Chooses zstd unless the client would rather have gzip, or can only read that. */
function chooseForm(accept: string | undefined): ArchiveCompression {
  const zstd = mediaTypeWeight(accept, 'application/zstd');
  const gzip = mediaTypeWeight(accept, 'application/gzip');
  if (zstd === 0 && gzip === 0) {
    throw new ProblemError('not-acceptable', { available: 'application/zstd, application/gzip' });
  }
  return gzip > zstd ? 'gzip' : 'zstd';
}
