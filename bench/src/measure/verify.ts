import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pathOf, type LogKeys } from '@national-forge/api';
import { parseReleaseProof, parseVerifierKey, verifyReleaseProof } from '@national-forge/transparency';

import type { InstallTasks } from '../children/install-worker.ts';
import { startRegistry } from '../children/registry.ts';
import { startWorker } from '../children/worker.ts';
import { costOf } from '../cost.ts';
import { openHttpClient, type HttpClient } from '../load/http-client.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishMany } from '../seed/registry-seed.ts';
import { packSamples } from '../seed/sample-archive.ts';
import { spreadOf } from '../statistics.ts';

const DATA = 'verify';

/** Measures the CPU of verification in an installation whose log and checkpoint are known. */
export async function measureVerify(folder: string, scale: Scale): Promise<Section> {
  const server = await startRegistry(folder, DATA);
  const client = openHttpClient(server.url, 8);
  try {
    const names = Array.from({ length: Math.max(...scale.installed) }, (_, index) => `${AGENCY}/preuve-${index}`);
    const { token, signers } = await openAgency(client, join(folder, DATA));
    const releases = names.map((name) => ({ name, version: '1.0.0' }));
    await publishMany(client, token, await packSamples(folder, signers, releases));
    const figures = await proofAlone(client, scale);
    const projects = await makeProjects(folder, server.url, { names, counts: scale.installed });
    for (const project of projects) figures.push(...(await measureInstall(project, scale)));
    return { title: 'Verification', method: METHOD, figures };
  } finally {
    client.close();
    await server.stop();
  }
}

const METHOD = `CPU of verifying releases as \`install --locked --offline\` does it: lock, proof files, log and agency are known, the modules lie
in their places, nothing is fetched. Each round is a process of its own. "First" is the first installation in it, whose code has
never run before, "warm" the mean of the next ones. A profiler (a sample each 0.1 ms) tells the share of samples
with a frame of the verifier, of the client's trust, or of its reading of proof files on the stack; that share of the CPU time of
the thread is verification. Hashing the files of modules and reading manifests is not in it: installing did that before there
was a log. The proof file alone: parsed and verified by the package, over and over.`;

interface Project {
  /** Number of releases it installs. */
  readonly count: number;
  readonly folder: string;
  readonly cache: string;
  readonly trust: string;
}

interface Wanted {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

async function makeProjects(folder: string, registry: string, { names, counts }: Wanted): Promise<readonly Project[]> {
  const worker = startWorker<InstallTasks>('install-worker.ts');
  try {
    const projects: Project[] = [];
    for (const count of counts) {
      const home = join(folder, `project-${count}`);
      const project = { count, folder: join(home, 'work'), cache: join(home, 'cache'), trust: join(home, 'trust') };
      mkdirSync(project.folder, { recursive: true });
      writeFileSync(join(project.folder, 'forge.json'), '{"requirements":{}}\n');
      await worker.call('add', { ...project, registry, names: names.slice(0, count) });
      projects.push(project);
    }
    return projects;
  } finally {
    await worker.stop();
  }
}

async function measureInstall({ count, ...project }: Project, scale: Scale): Promise<readonly Figure[]> {
  const found = { first: [] as number[], warm: [] as number[], share: [] as number[] };
  const times = scale.name === 'tiny' ? 2 : Math.ceil(200 / count);
  for (let round = 0; round < (scale.name === 'tiny' ? 1 : scale.rounds); round += 1) {
    const worker = startWorker<InstallTasks>('install-worker.ts');
    const { first, warm } = await worker.call('install', { ...project, times }).finally(() => worker.stop());
    found.first.push(first.verifyCpuMs / count);
    found.warm.push(warm.verifyCpuMs / count);
    found.share.push((100 * warm.verifyCpuMs) / warm.cpuMs);
  }
  const label = `${count} ${count === 1 ? 'release' : 'releases'}`;
  const aim = { aim: { atMost: 1 }, why: WHY };
  return [
    { what: `${label}, first: CPU a release`, spread: spreadOf(found.first), unit: 'ms', ...aim },
    { what: `${label}, warm: CPU a release`, spread: spreadOf(found.warm), unit: 'ms', ...aim },
    { what: `${label}, warm: share of the installation`, spread: spreadOf(found.share), unit: '%' },
  ];
}

const WHY =
  'with one release the work done once for an installation (opening what is known of the log, its key and its checkpoint, the state of the agency) is not shared; in the first of a process that code is compiled while it runs, too.';

/** Parses and verifies one proof file many times. */
async function proofAlone(client: HttpClient, scale: Scale): Promise<Figure[]> {
  const keys = JSON.parse((await client.call({ path: pathOf('getLogKeys') })).body.toString()) as LogKeys;
  const logKey = parseVerifierKey(keys.keys.at(-1)?.key ?? '');
  const expect = { name: `${AGENCY}/preuve-0`, version: '1.0.0' };
  const path = pathOf('getReleaseProof', { agency: AGENCY, name: 'preuve-0', version: expect.version });
  const { body } = await client.call({ path });
  const times = scale.name === 'tiny' ? 5 : 300;
  const costs: number[] = [];
  for (let round = -1; round < scale.rounds; round += 1) {
    const { cpuMs } = await costOf(() => {
      for (let time = 0; time < times; time += 1) {
        verifyReleaseProof({ proof: parseReleaseProof(body), logKey, expect });
      }
    });
    if (round >= 0) costs.push(cpuMs / times);
  }
  return [{ what: 'the proof file alone: CPU', spread: spreadOf(costs), unit: 'ms' }];
}
