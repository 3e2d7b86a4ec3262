import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { EntrySink, FileEntry } from '@national-forge/archive';
import { MANIFEST_BYTES_LIMIT, MANIFEST_FILE } from '@national-forge/manifest';

import type { Finding } from './finding.ts';
import { scanFile, type SecretScan } from './secrets/scan-file.ts';
import type { CheckWorker } from './worker/check-worker.ts';

/** Gives the checks the files of a release, from a folder or from an archive that passed by. */
export interface ReleaseFiles {
  readonly files: readonly FileEntry[];
  /** Reads a file that `isNeeded`; undefined when it is not at hand. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Tells the secrets of all files. */
  findSecrets(worker: CheckWorker): Promise<readonly Finding[]>;
}

const MiB = 1024 * 1024;

/** Bounds the files that the checks read, in bytes: one of them, and all that could be needed together. */
export const READ_LIMITS = { fileBytes: 2 * MiB, totalBytes: 32 * MiB } as const;

/**
 * Tells whether the checks may want to read a file: the manifest, and JSON files and programs of at most 2 MiB.
 * Which of them the manifest names is known only when it has been read, and in an archive it comes among the others.
 */
export function isNeeded(path: string, size: number): boolean {
  if (path === MANIFEST_FILE) return size <= MANIFEST_BYTES_LIMIT;
  return /\.(?:json|m?js|wasm|py)$/.test(path) && size <= READ_LIMITS.fileBytes;
}

/**
 * Gives the files of a folder.
 *
 * @param folder its place on this machine
 * @param files what of it belongs to the release, as `pack` lists it
 */
export function folderRelease(folder: string, files: readonly FileEntry[]): ReleaseFiles {
  return {
    files,
    read: (path) => readFile(join(folder, path)),
    findSecrets: async (worker) => {
      const findings: Finding[] = [];
      for (const { path } of files) {
        const scan = scanFile(path, worker);
        for await (const bytes of createReadStream(join(folder, path), { highWaterMark: 256 * 1024 })) {
          await scan.write(bytes as Buffer);
        }
        findings.push(...(await scan.end()));
      }
      return findings;
    },
  };
}

/**
 * Reads a release while its archive passes by: keeps the files that the checks may need, at most 32 MiB in all, and
 * scans every file for secrets. Hand `keep` and `onEntry` to `inspect`, then `release` to `checkRelease`.
 */
export interface ReleaseReader {
  keep(path: string, size: number): boolean;
  onEntry(path: string, size: number): EntrySink;
  release(inspection: {
    readonly files: readonly FileEntry[];
    readonly kept: ReadonlyMap<string, Uint8Array>;
  }): ReleaseFiles;
}

/**
 * Creates a reader for one archive.
 *
 * @example
 * const reader = createReleaseReader(worker);
 * const inspection = await inspect(stream, reader);
 * const admission = await checkRelease(reader.release(inspection), { worker });
 */
export function createReleaseReader(worker: CheckWorker): ReleaseReader {
  const findings: Finding[] = [];
  let keptBytes = 0;
  return {
    keep: (path, size) => {
      if (!isNeeded(path, size) || keptBytes + size > READ_LIMITS.totalBytes) return false;
      keptBytes += size;
      return true;
    },
    onEntry: (path) => {
      const scan: SecretScan = scanFile(path, worker);
      return {
        write: (bytes) => scan.write(bytes),
        end: async () => void findings.push(...(await scan.end())),
      };
    },
    release: ({ files, kept }) => ({
      files,
      read: (path) => Promise.resolve(kept.get(path)),
      findSecrets: () => Promise.resolve(findings),
    }),
  };
}
