import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Algorithm, Submission } from '@national-forge/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createAgencies } from '../adapters/testing/keys.ts';
import { publishSamples, uploadSample, type Publisher } from '../testing/publish-sample.ts';
import { startRegistry } from '../testing/run-registry.ts';
import { packSample } from '../testing/sample-release.ts';
import { issueToken } from '../usecases/accounts/tokens.ts';
import { openRegistry } from '../wiring/open-registry.ts';

const isLinux = process.platform === 'linux';

vi.setConfig({ testTimeout: 180_000 });

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nforge-killed-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function begin() {
  const running = startRegistry(['serve', '--port', '0', '--json', '--log', 'warn', '--data', dataDir]);
  const [text] = await running.line(/\{.*\}/);
  const { url } = JSON.parse(text) as { url: string };
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    return (await running.ended).code;
  };
  return { url, end, pid: running.child.pid };
}

/** Reads a number of the metrics. */
async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

const SLOW = 'export default (x) => { for (let i = 0; i < 4e5; i++); return x * 2; };';
const VECTORS = Array.from({ length: 60 }, (_, index) => ({ name: `v${index}`, input: index, output: index * 2 }));

async function uploadSlow(publisher: Publisher) {
  const files = { 'algorithm.js': SLOW, 'vectors/basic.json': JSON.stringify(VECTORS) };
  const sample = await packSample({ name: 'essais/slow', files });
  await (await uploadSample(publisher, sample)).arrayBuffer();
  return sample;
}

/** Makes an agency and a token that may publish for it, before anything serves. */
async function createToken(): Promise<string> {
  const registry = await openRegistry({ dataDir });
  const { deps } = registry;
  await createAgencies(deps, 'essais');
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { token } = await issueToken(deps, { agency: 'essais', scopes: ['publish'], label: 'test', expiresAt });
  await registry.close();
  return token;
}

/** Lists the processes that a process has started; on Linux. */
function childrenOf(pid: number | undefined): readonly string[] {
  return readdirSync('/proc').filter((one) => {
    if (!/^\d+$/.test(one)) return false;
    try {
      // After the name in brackets: the second field is the parent.
      return Number(readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
}

it('publishes once what was being run when the process was killed, and leaves no worker', async () => {
  const token = await createToken();
  const first = await begin();
  const publisher = { url: first.url, token };
  const sample = await uploadSlow(publisher);
  const accepted = await publishSamples(publisher, [sample], { headers: { prefer: 'respond-async' } });
  const { id } = (await accepted.json()) as Submission;
  await expect.poll(() => metric(first.url, 'nforge_vector_workers'), { timeout: 60_000 }).toBe(1);

  const workers = isLinux ? childrenOf(first.pid) : [];

  await first.end('SIGKILL');
  const second = await begin();
  const head = async () => fetch(`${second.url}/api/v1/algorithms/essais/slow`);
  const early = (await head()).status;
  const ask = async () => {
    const answer = await fetch(`${second.url}/api/v1/releases/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as Submission).state;
  };
  const between = await ask();
  await expect.poll(ask, { timeout: 120_000 }).toBe('published');
  const again = await publishSamples({ url: second.url, token }, [sample]);
  const { versionCount } = (await (await head()).json()) as Algorithm;
  const code = await second.end('SIGTERM');

  expect(workers).toHaveLength(isLinux ? 1 : 0);
  expect(workers.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect([accepted.status, early, between]).toEqual([202, 404, 'judging']);
  expect([again.status, versionCount, code]).toEqual([200, 1, 0]);
});
