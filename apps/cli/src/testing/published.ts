import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import type { ReleaseRecord, Resolution } from '@national-forge/api';
import { digestOf, pack } from '@national-forge/archive';

import { ALGORITHM, RECORD } from './answers.ts';
import { folderWithAlgorithm } from './folders.ts';
import type { Script } from './stand-in.ts';

/** Is a release that a stand-in offers for installation. */
export interface Published {
  readonly record: ReleaseRecord;
  readonly archive: Buffer;
  readonly script: Script;
}

/** Packs an algorithm that `init` wrote and prepares the answers of a registry that holds it as `eau/besoin@0.1.0`. */
export async function published(status: { yanked?: boolean } = {}): Promise<Published> {
  const packed = await pack(join(await folderWithAlgorithm(), 'rule'));
  const archive = await buffer(packed.open('zstd'));
  const name = 'eau/besoin';
  const version = '0.1.0';
  const facts = { name, version, releaseDigest: packed.releaseDigest, dependencies: {}, validity: null };
  const record = {
    ...RECORD,
    ...facts,
    archive: { digest: digestOf(archive), size: archive.length },
    files: [...packed.files],
  };
  const path = `/api/v1/algorithms/${name}`;
  const yanked = status.yanked === true ? { reason: 'wrong rate', since: '2026-02-01T00:00:00Z' } : null;
  const resolve: Script[string] = ({ body }) => {
    const { requirements } = JSON.parse(body) as { requirements: Record<string, string> };
    const requiredBy = [{ by: 'root', range: requirements[name] ?? '' }];
    const release = { ...facts, archive: record.archive, requiredBy, yanked: yanked !== null, deprecated: null };
    return { body: { at: '2026-11-23', releases: [release] } satisfies Resolution };
  };
  const script: Script = {
    'POST /api/v1/resolve': resolve,
    [`GET ${path}`]: { body: { ...ALGORITHM, name, agency: 'eau', latest: version, channels: {} } },
    [`GET ${path}/versions/${version}`]: { body: record },
    [`GET ${path}/versions/${version}/status`]: { body: { name, version, yanked, deprecated: null } },
    [`GET ${path}/versions/${version}/archive`]: { headers: { 'content-type': 'application/zstd' }, body: archive },
  };
  return { record, archive, script };
}
