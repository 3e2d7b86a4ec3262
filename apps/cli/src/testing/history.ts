import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { MANIFEST_FILE } from '@national-forge/manifest';
import type { Signer } from '@national-forge/transparency';
import { satisfies } from '@national-forge/versioning';

import { replaceVersion } from '../bump/replace-version.ts';
import { AGENCY_NAME, registerElsewhere } from './agency.ts';
import { ALGORITHM } from './answers.ts';
import { folderWithAlgorithm } from './folders.ts';
import { logRoutes } from './log-routes.ts';
import { packRelease, type PackedRelease } from './pack-release.ts';
import { startSampleLog, type SampleLog } from './sample-log.ts';
import { refuse, startStandIn, type Answer, type Arrived, type StandIn } from './stand-in.ts';

/** Is the algorithm whose versions are published. */
const HISTORY_NAME = `${AGENCY_NAME}/besoin`;

type Files = Readonly<Record<string, string>>;

interface Kept extends PackedRelease {
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Is an algorithm with several published versions, and the folder of the next one. */
export interface History {
  readonly cwd: string;
  /** The folder of the algorithm, `rule` in `cwd`. */
  readonly folder: string;
  /** Writes files into the folder, and the version into its manifest. */
  readonly write: (version: string, files?: Files) => void;
  /** Publishes the folder as it stands. */
  readonly publish: () => Promise<PackedRelease>;
  /** Marks a version in the listing. */
  readonly mark: (version: string, flags: { readonly yanked?: true; readonly tombstoned?: true }) => void;
  /** Answers for the versions. */
  readonly routes: (request: Arrived) => Answer | undefined;
}

/** Starts an algorithm of which nothing is published; `init` wrote it: `{value}` in, `{result}` out, the same number. */
export async function startHistory({ log, signer }: { log: SampleLog; signer: Signer }): Promise<History> {
  const cwd = await folderWithAlgorithm();
  const folder = join(cwd, 'rule');
  const releases: Kept[] = [];
  const flags = new Map<string, object>();
  const write: History['write'] = (version, files = {}) => {
    const manifest = join(folder, MANIFEST_FILE);
    writeFileSync(manifest, replaceVersion(readFileSync(manifest, 'utf8'), version) ?? '');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  return {
    cwd,
    folder,
    write,
    publish: async () => {
      const release = await packRelease(folder, { log, signer });
      const read = ({ path }: { path: string }) => [path, readFileSync(join(folder, path))] as const;
      releases.push({ ...release, files: new Map(release.record.files.map(read)) });
      return release;
    },
    mark: (version, given) => void flags.set(version, given),
    routes: (request) => answer(request, releases, flags),
  };
}

/** Opens such an algorithm behind a registry that stands in. */
export async function openHistory(): Promise<History & StandIn & { readonly log: SampleLog }> {
  const log = startSampleLog();
  log.openAgency(AGENCY_NAME);
  const history = await startHistory({ log, signer: registerElsewhere(log) });
  const ofLog = logRoutes(log);
  const standIn = await startStandIn({}, undefined, (request) => ofLog(request) ?? history.routes(request));
  return { ...history, ...standIn, log };
}

const PATH = `/api/v1/algorithms/${HISTORY_NAME}`;

function answer(
  { method, path, body }: Arrived,
  releases: readonly Kept[],
  flags: ReadonlyMap<string, object>,
): Answer | undefined {
  if (path === '/api/v1/resolve') return resolved(body, releases);
  if (method !== 'GET' || !path.startsWith(PATH)) return undefined;
  if (releases.length === 0) return refuse('algorithm-unknown', { name: HISTORY_NAME });
  const [, version, rest = ''] = /^\/versions\/(\d[^/]*)(?:\/(.+))?$/.exec(path.slice(PATH.length)) ?? [];
  if (version !== undefined) return releaseAnswer(releases, version, rest);
  const entries = releases.map(({ record: { version: one, releaseDigest: digest, publishedAt } }) => ({
    ...{ version: one, digest, publishedAt },
    ...flags.get(one),
  }));
  const list = { name: HISTORY_NAME, versionCount: entries.length, segmentSize: 256, segmentCount: 1, segments: PATH };
  if (path === PATH) {
    const latest = releases.at(-1)?.record.version;
    return { body: { ...ALGORITHM, name: HISTORY_NAME, agency: AGENCY_NAME, latest, channels: {} } };
  }
  return { body: path.endsWith('/versions') ? list : { name: HISTORY_NAME, segment: 0, versions: entries } };
}

function releaseAnswer(releases: readonly Kept[], version: string, rest: string): Answer {
  const found = releases.find(({ record }) => record.version === version);
  if (found === undefined) return refuse('version-unknown', { name: HISTORY_NAME, version });
  return { body: rest === '' ? found.record : found.files.get(rest.replace(/^files\//, '')) };
}

function resolved(body: string, releases: readonly Kept[]): Answer {
  const { requirements } = JSON.parse(body) as { requirements: Readonly<Record<string, string>> };
  const unknown = Object.keys(requirements).find((name) => name !== HISTORY_NAME);
  if (unknown !== undefined) return refuse('algorithm-unknown', { name: unknown });
  const range = requirements[HISTORY_NAME];
  const found = releases.findLast(({ record }) => range !== undefined && satisfies(record.version, range))?.record;
  if (found === undefined) return { body: { at: '2026-11-23', releases: [] } };
  const { name, version, releaseDigest, archive } = found;
  const facts = { name, version, releaseDigest, archive, dependencies: {}, validity: null };
  const release = { ...facts, requiredBy: [{ by: 'root', range }], yanked: false, deprecated: null };
  return { body: { at: '2026-11-23', releases: [release] } };
}
