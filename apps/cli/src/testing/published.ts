import { join } from 'node:path';

import type { ReleaseRecord, ReleaseStatus, Resolution } from '@national-forge/api';
import type { Signer } from '@national-forge/transparency';

import { AGENCY_NAME, registerElsewhere } from './agency.ts';
import { ALGORITHM } from './answers.ts';
import { folderWithAlgorithm } from './folders.ts';
import { logRoutes } from './log-routes.ts';
import { packRelease } from './pack-release.ts';
import { startSampleLog, type SampleLog } from './sample-log.ts';
import type { Answer, Arrived, Script } from './stand-in.ts';

/** Is a release that a stand-in offers for installation. */
export interface Published {
  readonly record: ReleaseRecord;
  readonly archive: Buffer;
  /** The folder that was published. */
  readonly folder: string;
  readonly script: Script;
  readonly log: SampleLog;
  /** The key that signed. */
  readonly signer: Signer;
  /** Answers for the log. */
  readonly others: (request: Arrived) => Answer | undefined;
}

const NAME = `${AGENCY_NAME}/besoin`;
const VERSION = '0.1.0';

/**
 * Packs an algorithm that `init` wrote, signs and logs it as `eau/besoin@0.1.0`, and prepares the answers of a registry that
 * holds it.
 */
export async function published(status: { yanked?: boolean; tombstoned?: boolean } = {}): Promise<Published> {
  const folder = join(await folderWithAlgorithm(), 'rule');
  const log = startSampleLog();
  log.openAgency(AGENCY_NAME);
  const signer = registerElsewhere(log);
  const { record, archive } = await packRelease(folder, { log, signer });
  const yanked = status.yanked === true ? { reason: 'wrong rate', since: '2026-02-01T00:00:00Z' } : null;
  const tombstoned = status.tombstoned === true ? { reference: 'TGI-1', since: '2026-02-01T00:00:00Z' } : null;
  const script = scriptOf(record, archive, { yanked, tombstoned });
  return { record, archive, folder, script, log, signer, others: logRoutes(log) };
}

function scriptOf(
  record: ReleaseRecord,
  archive: Buffer,
  { yanked, tombstoned }: Pick<ReleaseStatus, 'yanked' | 'tombstoned'>,
): Script {
  const path = `/api/v1/algorithms/${NAME}`;
  const { releaseDigest: digest, archive: kept, logIndex } = record;
  const facts = { name: NAME, version: VERSION, releaseDigest: digest, dependencies: {}, validity: null };
  const resolve: Script[string] = ({ body }) => {
    const { requirements } = JSON.parse(body) as { requirements: Record<string, string> };
    const requiredBy = [{ by: 'root', range: requirements[NAME] ?? '' }];
    const release = { ...facts, archive: kept, requiredBy, yanked: yanked !== null, deprecated: null };
    return { body: { at: '2026-11-23', releases: [release] } satisfies Resolution };
  };
  const status = { name: NAME, version: VERSION, yanked, deprecated: null, tombstoned, logIndex };
  return {
    'POST /api/v1/resolve': resolve,
    [`GET ${path}`]: { body: { ...ALGORITHM, name: NAME, agency: AGENCY_NAME, latest: VERSION, channels: {} } },
    [`GET ${path}/versions/${VERSION}`]: { body: record },
    [`GET ${path}/versions/${VERSION}/status`]: { body: status },
    [`GET ${path}/versions/${VERSION}/archive`]: { headers: { 'content-type': 'application/zstd' }, body: archive },
  };
}
