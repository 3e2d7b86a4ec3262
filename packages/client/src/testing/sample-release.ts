import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import type { ReleaseRecord } from '@national-forge/api';
import { digestOf, pack } from '@national-forge/archive';
import { parseManifest } from '@national-forge/manifest';

import { contractIn, statementDigests } from '../trust/statement-digests.ts';
import { sampleFiles, type SampleOptions } from './manifest.ts';
import type { SampleLog } from './sample-log.ts';
import { writeFiles } from './wire.ts';

/** Packs a small algorithm, has its agency sign it, and logs it as if someone had published it. */
export async function packSample(
  log: SampleLog,
  options: SampleOptions,
): Promise<{ readonly record: ReleaseRecord; readonly archive: Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-sample-'));
  writeFiles(folder, sampleFiles(options));
  const packed = await pack(folder);
  const archive = await buffer(packed.open('zstd'));
  const parsed = parseManifest(readFileSync(join(folder, 'algorithm.yaml')));
  if (!parsed.ok) throw new Error(`a sample is no release: ${JSON.stringify(parsed.problems)}`);
  const content = { files: packed.files, manifest: parsed.manifest };
  const contract = await contractIn(folder, content);
  rmSync(folder, { recursive: true });
  const digest = digestOf(archive);
  const digests = statementDigests({ ...content, contract });
  const { name, version } = options;
  const [agency = ''] = name.split('/');
  if (log.stateOf(agency) === undefined) log.openAgency(agency);
  const logIndex = log.release({ name, version, release: packed.releaseDigest, ...digests });
  const record: ReleaseRecord = {
    name,
    version,
    releaseDigest: packed.releaseDigest,
    archive: { digest, size: archive.length },
    manifestDigest: digests.manifest,
    contractDigest: digests.contract,
    vectorsDigest: digests.vectors,
    publishedAt: '2026-01-01T00:00:00Z',
    publisher: 'someone',
    validity: null,
    dependencies: { ...options.dependencies },
    manifest: {},
    files: [...packed.files],
    logIndex,
  };
  return { record, archive };
}
