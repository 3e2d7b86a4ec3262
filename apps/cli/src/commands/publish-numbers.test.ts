import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { assertWaiverSigned, parseWaiver } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openReadyOffice, signerOf, type Routes } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { startHistory } from '../testing/history.ts';
import { envelopeOf } from '../testing/log-routes.ts';
import type { Arrived } from '../testing/stand-in.ts';
import { folderWith } from '../testing/folders.ts';

const INPUT = 'contract/input.schema.json';
const VECTORS = 'vectors/examples.json';

const schema = (value: object, pattern: string): string =>
  JSON.stringify({
    type: 'object',
    properties: { value: { type: 'number', ...value }, note: { type: 'string', pattern } },
    required: ['value'],
  });
const vectors = JSON.stringify([{ name: 'three', input: { value: 3 }, output: { result: 3 } }]);
const takes = (maximum: number, pattern = '^a') => ({ [INPUT]: schema({ maximum }, pattern), [VECTORS]: vectors });
// No automaton stands for these back references, though the second pattern takes all that the first does.
const [TWICE, MORE] = ['^(a*)b\\1$', '^(a*)b\\1c?$'];

/** Opens an agency that has published 1.0.0, which takes numbers up to 9. */
async function publishedOnce(pattern?: string) {
  const others: { routes?: Routes } = {};
  const office = await openReadyOffice({}, (request) => others.routes?.(request));
  const file = (await call(['key', 'list', '--json'], office)).stdout;
  const [{ file: path }] = (JSON.parse(file) as { keys: [{ file: string }] }).keys;
  const history = await startHistory({ log: office.log, signer: signerOf(path) });
  others.routes = history.routes;
  history.write('1.0.0', takes(9, pattern));
  await history.publish();
  return { ...office, ...history, here: { env: office.env, cwd: history.cwd } };
}

const writes = (requests: readonly Arrived[]): readonly Arrived[] =>
  requests.filter(({ method, path }) => method !== 'GET' && method !== 'HEAD' && !path.endsWith('/resolve'));

interface Sent {
  readonly releases: readonly { readonly version: string; readonly releaseDigest: string; readonly waiver?: unknown }[];
}

const sentIn = (requests: readonly Arrived[]): Sent =>
  JSON.parse(requests.findLast(({ path }) => path.startsWith('/api/v1/releases'))?.body ?? '{"releases":[]}') as Sent;

describe('nforge publish of a version that promises too much', () => {
  it('refuses before anything is signed or sent, with the value that breaks and the smallest honest number', async () => {
    const { here, write, requests } = await publishedOnce();
    write('1.1.0', takes(6));
    const before = requests.length;

    const { exit, stdout, stderr } = await call(['publish', 'rule'], here);

    expect([exit, stdout]).toEqual([5, '']);
    expect(stderr).toContain('eau/besoin@1.1.0 does not keep what the versions beside it promised');
    expect(stderr).toMatch(/\n {2}rule: .*\{"value":9\}/);
    expect(stderr).toContain('Set version: 2.0.0 in algorithm.yaml ("nforge bump" does it)');
    expect(writes(requests.slice(before))).toEqual([]);
  });

  it('says the same as a document, in English', async () => {
    const { here, write } = await publishedOnce();
    write('1.1.0', takes(6));

    const { stdout } = await call(['publish', 'rule', '--json'], { ...here, locale: 'ar' });

    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'bump-too-small', exit: 5, items: [{ where: 'rule', code: 'input-narrowed' }] },
    });
  });

  it('finds for a late version the number after the next one, and says that none below it will do', async () => {
    const { here, write, publish } = await publishedOnce();
    write('1.1.0', takes(12));
    await publish();
    write('1.0.1', takes(12));

    const { exit, stderr } = await call(['publish', 'rule'], here);

    expect(exit).toBe(5);
    expect(stderr).toContain('Set version: 1.1.1 in algorithm.yaml');
    expect(stderr).toContain('This is 1.1.1: no number below 1.1.0 will do.');
  });

  it('publishes what is honest', async () => {
    const { here, write, requests } = await publishedOnce();
    write('1.1.0', takes(12));

    const { exit, stderr } = await call(['publish', 'rule'], here);

    expect([exit, sentIn(requests).releases.length]).toEqual([0, 1]);
    expect(stderr).toContain('Published: eau/besoin@1.1.0');
  });

  it('judges versions of one publish in their order: what one widens another may not take back', async () => {
    const { here, write, folder, cwd, requests } = await publishedOnce();
    write('1.2.0', takes(9));
    cpSync(folder, join(cwd, 'later'), { recursive: true });
    write('1.1.0', takes(12));
    const before = requests.length;

    const together = await call(['publish', 'later', 'rule'], here);
    const alone = await call(['publish', 'later'], here);

    expect(together.exit).toBe(5);
    expect(together.stderr).toContain('eau/besoin@1.2.0 does not keep');
    expect(together.stderr).toContain('{"value":12}');
    expect(alone.exit).toBe(0);
    expect(writes(requests.slice(before)).length).toBeGreaterThan(0);
  });

  it('is not hindered by an algorithm that is published together with what calls it', async () => {
    const { here, write, folder } = await publishedOnce();
    write('1.0.1', takes(9));
    const manifest = join(folder, 'algorithm.yaml');
    writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}\ndependencies: { eau/nouveau: ^1.0.0 }\n`);

    const { exit, stderr } = await call(['publish', 'rule'], here);

    expect(exit).toBe(0);
    expect(stderr).toContain('The vectors of earlier versions were not run here');
  });
});

describe('nforge publish --waive', () => {
  const REASON = 'Vérifié par les juristes';

  it('signs exactly what stayed undecided, having shown it', async () => {
    const { here, write, requests, log } = await publishedOnce(TWICE);
    write('1.1.0', takes(9, MORE));

    const refused = await call(['publish', 'rule'], here);
    const { exit, stderr } = await call(['publish', 'rule', '--waive', REASON], here);

    expect([refused.exit, exit]).toEqual([5, 0]);
    expect(refused.stderr).toContain('publish 1.1.0 with --waive "why"');
    expect(stderr).toContain('eau/besoin@1.1.0: what could not be decided');
    const [release] = sentIn(requests).releases;
    const envelope = envelopeOf(release?.waiver);
    const waiver = parseWaiver(envelope.payload);
    expect(waiver).toEqual({
      name: 'eau/besoin',
      version: '1.1.0',
      release: release?.releaseDigest,
      reason: REASON,
      waived: [{ against: '1.0.0', rule: 'input-undecided' }],
    });
    const state = log.stateOf(AGENCY_NAME);
    if (state === undefined) throw new Error('no agency');
    expect(
      assertWaiverSigned({ state, waiver, envelope, at: { index: log.size(), time: 1_790_000_000 } }),
    ).toHaveLength(1);
  });

  it('helps nothing against a value that breaks', async () => {
    const { here, write, requests } = await publishedOnce(TWICE);
    write('1.1.0', takes(6, MORE));
    const before = requests.length;

    const { exit } = await call(['publish', 'rule', '--waive', REASON], here);

    expect(exit).toBe(5);
    expect(writes(requests.slice(before))).toEqual([]);
  });

  it('signs nothing where nothing is undecided, and says so', async () => {
    const { here, write, requests } = await publishedOnce();
    write('1.1.0', takes(12));

    const { exit, stderr } = await call(['publish', 'rule', '--waive', REASON], here);

    expect(exit).toBe(0);
    expect(stderr).toContain('Nothing was left undecided here: no waiver is signed.');
    expect(sentIn(requests).releases[0]).not.toHaveProperty('waiver');
  });

  it.each(['no', 'x'.repeat(501), 'two\nlines', 'turned\u202e'])('takes no reason like %j', async (reason) => {
    const { exit, stderr } = await call(['publish', '--waive', reason], { cwd: folderWith() });

    expect(exit).toBe(2);
    expect(stderr).toContain('--waive takes why, in one line of 3 to 500 characters');
  });

  it('is signed by each of two people, for the same reason', async () => {
    const { here, write, requests, createKey, home } = await publishedOnce(TWICE);
    write('1.1.0', takes(9, MORE));
    const other = folderWith();
    await createKey({ home: other });
    const second = { env: { ...here.env, HOME: other }, cwd: here.cwd };
    await call(['key', 'register', '--agency', AGENCY_NAME, '--out', 'second.json'], second);
    expect((await call(['key', 'register', '--agency', AGENCY_NAME, '--with', 'second.json'], here)).exit).toBe(0);
    expect((await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], here)).exit).toBe(0);

    const signed = await call(['sign', 'rule', '--waive', REASON, '--out', 'one.json'], here);
    const unwilling = await call(['publish', 'rule', '--with', 'one.json'], second);
    const published = await call(['publish', 'rule', '--with', 'one.json', '--waive', REASON], second);

    expect(home).not.toBe(other);
    expect([signed.exit, unwilling.exit, published.exit], published.stderr).toEqual([0, 5, 0]);
    expect(envelopeOf(sentIn(requests).releases[0]?.waiver).signatures).toHaveLength(2);
  });
});
