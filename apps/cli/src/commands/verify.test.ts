import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatStatement, signEnvelope, STATEMENT_PAYLOAD_TYPE } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { installedProject } from '../testing/installed-project.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

describe('nforge verify', () => {
  it('proves what is installed, without a registry too', async () => {
    const { cwd, env, requests, log } = await installedProject();
    const asked = requests.length;

    const { exit, stdout, stderr } = await call(['verify', '--offline'], { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toBe(
      'eau/besoin@0.1.0: intact\n' +
        'Every module is proved by the signatures of its agency and its place in the log.\n' +
        'Modules exactly as published: 1.\n' +
        `As of checkpoint 4 of ${log.origin}. What comes later is not known to this proof.\n`,
    );
    expect(requests).toHaveLength(asked);
    log.openAgency('autre');
    const online = await call(['verify', '--json'], { env, cwd });
    expect(JSON.parse(online.stdout)).toMatchObject({ proved: true, asOf: { size: 5, isFresh: true } });
  });

  it('ends with 8 and names each file that was changed, added or removed', async () => {
    const { cwd, env, module } = await installedProject();
    appendFileSync(join(module, 'index.js'), ' ');
    writeFileSync(join(module, 'evil\u001b[2J.js'), '');
    rmSync(join(module, 'README.md'));

    const { exit, stderr } = await call(['verify'], { env, cwd });
    const asJson = await call(['verify', '--json'], { env, cwd });

    expect(exit).toBe(8);
    expect(stderr).toContain(
      'eau/besoin@0.1.0: CHANGED\n  changed: index.js\n  missing: README.md\n  not of the release: evil\ufffd[2J.js\n',
    );
    expect(stderr).toContain('"nforge install --locked" puts them back');
    expect(asJson.exit).toBe(8);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      ok: false,
      modules: [{ state: 'changed', missing: ['README.md'] }],
    });
  });

  it('finds a module that is gone, a stranger and a changed index', async () => {
    const gone = await installedProject();
    rmSync(gone.module, { recursive: true });
    const odd = await installedProject();
    writeFileSync(join(odd.cwd, 'forge_modules/stranger'), '');
    writeFileSync(join(odd.cwd, 'forge_modules/index.json'), '{}');

    const first = await call(['verify', '--offline'], gone);
    const second = await call(['verify', '--offline'], odd);

    expect(first).toMatchObject({ exit: 8, stderr: expect.stringContaining('eau/besoin@0.1.0: MISSING') as string });
    expect(second.exit).toBe(8);
    expect(second.stderr).toContain('something the lock file does not name: stranger');
    expect(second.stderr).toContain('index.json does not say what the modules say');
  });

  it('proves one release that is not installed', async () => {
    const { env, record } = await installedProject();

    const { exit, stdout } = await call(['verify', 'eau/besoin@0.1.0', '--json'], { env, cwd: folderWith() });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, releaseDigest: record.releaseDigest });
  });

  it('ends with 8 when a registry offers other bytes than it recorded', async () => {
    const { script, record, others } = await published();
    const lie = { ...record, releaseDigest: `sha256:${'0'.repeat(64)}` };
    const path = 'GET /api/v1/algorithms/eau/besoin/versions/0.1.0';
    const { env } = await startStandIn({ ...script, [path]: { body: lie } }, folderWith(), others);

    expect((await call(['verify', 'eau/besoin@0.1.0'], { env, cwd: folderWith() })).exit).toBe(8);
  });

  it('explains each step for an archive with its proof, offline where the log is known', async () => {
    const { cwd, env, log, signer } = await installedProject();
    await call(['log', 'prove', 'eau/besoin@0.1.0', '--out', 'besoin.tlog-proof'], { env, cwd });
    const words = ['verify', 'forge_modules/eau/besoin', '--proof', 'besoin.tlog-proof', '--offline'];

    const { exit, stdout, stderr } = await call(words, { env, cwd });
    const asJson = await call([...words, '--json'], { env, cwd });
    const online = await call(words.slice(0, -1), { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('ok  '))).toHaveLength(8);
    expect(stderr).toContain(`ok  log: ${log.origin} with the key that this computer knows: ${log.key}`);
    expect(stderr).toContain('ok  place in the log: eau/besoin@0.1.0 is leaf 3, recorded 2026-');
    expect(stderr).toContain(`ok  signatures: signed by ${signer.fingerprint}; the agency demands 1`);
    expect(stderr).toContain(`As of checkpoint 4 of ${log.origin}. What comes later is not known`);
    // This computer's clock is not what a log vouches for.
    expect(online.stderr).not.toContain('2026-11-23');
    expect(online.stderr).toContain(`As of checkpoint 4 of ${log.origin}, the newest that the registry showed.`);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: true, failed: null, asOf: { origin: log.origin, size: 4 } });
  });

  it('names the step that failed for another archive than the proof is of', async () => {
    const { cwd, env, module } = await installedProject();
    await call(['log', 'prove', 'eau/besoin@0.1.0', '--out', 'besoin.tlog-proof'], { env, cwd });
    appendFileSync(join(module, 'index.js'), ' ');
    const words = ['verify', module, '--proof', 'besoin.tlog-proof', '--offline'];

    const { exit, stderr } = await call(words, { env, cwd });
    const asJson = await call([...words, '--json'], { env, cwd });

    expect([exit, asJson.exit]).toEqual([8, 8]);
    expect(stderr).toContain(
      'FAILED  content (release-digest): The content of eau/besoin@0.1.0 is not what the log has recorded',
    );
    expect(stderr).toContain('ok  place in the log: the proof shows a leaf of the tree of its checkpoint');
    expect(stderr).not.toMatch(/[{}]|recorded 1970/);
    expect(stderr).toContain('is NOT proved; the step "content" failed.');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, failed: 'release-digest' });
  });

  /** An archive, its proof, and a computer that knows nothing, outside of any project. */
  async function stranger() {
    const one = await installedProject();
    await call(['log', 'prove', 'eau/besoin@0.1.0', '--out', 'besoin.tlog-proof'], one);
    const env = { ...one.env, HOME: folderWith() };
    const words = ['verify', one.module, '--proof', join(one.cwd, 'besoin.tlog-proof'), '--offline'];
    return { ...one, env, words };
  }

  it('vouches for nothing offline where neither log nor agency is known, and says what would', async () => {
    const { env, words } = await stranger();

    const { exit, stderr } = await call(words, { env, cwd: folderWith() });

    expect(exit).toBe(8);
    expect(stderr).toContain('FAILED  log (origin): this computer knows no key of forge.example/log');
    expect(stderr).toContain('--log-key');
    expect(stderr).toContain('--agency-key');
  });

  it('takes the keys of log and agency by hand, and says that the log alone does not tell whose keys it holds', async () => {
    const { env, words, log, signer } = await stranger();
    const cwd = folderWith();
    const bare = signer.fingerprint.replace('sha256:', '').toUpperCase();

    const both = await call([...words, '--log-key', log.key, '--agency-key', bare], { env, cwd });
    const alone = await call([...words, '--log-key', log.key], { env, cwd });
    const other = await call([...words, '--log-key', log.key, '--agency-key', '0'.repeat(64)], { env, cwd });

    expect([both.exit, alone.exit, other.exit]).toEqual([0, 8, 8]);
    expect(both.stderr).toContain(`ok  log: ${log.origin} with the key that you gave: ${log.key}`);
    expect(both.stderr).toContain(
      `ok  keys of the agency: signed by keys of eau that you named: ${signer.fingerprint}`,
    );
    expect(alone.stderr).toContain('ok  log: ');
    expect(alone.stderr).toContain(
      'FAILED  keys of the agency (agency-state): that these are keys of eau is what the log says alone',
    );
    expect(other.stderr).toContain(
      `1 of its keys must sign, and of those that signed these are neither named nor pinned: ${signer.fingerprint}`,
    );
  });

  it('takes the pins of the project in the working folder', async () => {
    const { env, words, cwd, log } = await stranger();

    const { exit, stderr } = await call(words, { env, cwd });

    expect(exit).toBe(0);
    expect(stderr).toContain(`ok  log: ${log.origin} with the key that forge-lock.json pins: ${log.key}`);
    expect(stderr).toContain('ok  keys of the agency: signed by keys of eau that forge-lock.json pins');
  });

  it('ends with 2 for a key that is none, and for keys without something to prove', async () => {
    const { env, words } = await stranger();
    const [logKey, agencyKey, nothing] = await Promise.all(
      [
        [...words, '--log-key', 'x'],
        [...words, '--agency-key', 'x'],
        ['verify', '--agency-key', '0'.repeat(64)],
      ].map((one) => call(one, { env, cwd: folderWith() })),
    );

    expect([logKey?.exit, agencyKey?.exit, nothing?.exit]).toEqual([2, 2, 2]);
    expect(nothing?.stderr).toContain('--agency-key needs an archive');
  });

  it('ends with 2 for a proof without something to prove, with 6 for what is neither file nor name', async () => {
    const proof = await call(['verify', '--proof', 'x.tlog-proof'], { cwd: folderWith() });
    const nothing = await call(['verify', 'nowhere.tar.zst', '--offline'], { cwd: folderWith() });

    expect([proof.exit, nothing.exit]).toEqual([2, 6]);
    expect(nothing.stderr).toContain('"nowhere.tar.zst" is no file or folder here');
  });

  it('says of a proof of another release whose it is', async () => {
    const { cwd, env, module, log, signer } = await installedProject();
    const digest = `sha256:${'1'.repeat(64)}`;
    const statement = { name: 'eau/besoin', version: '0.2.0', release: digest, manifest: digest } as const;
    const payload = formatStatement({ ...statement, contract: null, vectors: null });
    log.release(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, [signer]));
    writeFileSync(join(cwd, 'other.tlog-proof'), log.releaseProof('eau/besoin', '0.2.0') ?? '');
    const words = ['verify', module, '--proof', 'other.tlog-proof', '--offline'];

    const { exit, stderr } = await call(words, { env, cwd });
    const asJson = await call([...words, '--json'], { env, cwd });

    expect([exit, asJson.exit]).toEqual([8, 8]);
    expect(stderr).toContain('other.tlog-proof is the proof of eau/besoin@0.2.0, not of eau/besoin@0.1.0.');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ failed: 'release-digest', proofOf: 'eau/besoin@0.2.0' });
  });

  it('says offline what was compared with what was seen before, and what was not', async () => {
    const { cwd, env, module, log } = await installedProject();
    await call(['log', 'prove', 'eau/besoin@0.1.0', '--out', 'first.tlog-proof'], { env, cwd });
    const words = ['verify', module, '--proof', join(cwd, 'first.tlog-proof'), '--offline'];
    // Beside the lock file there would be its checkpoint to compare with.
    const verify = () => call(words, { env, cwd: folderWith() });

    const same = await verify();
    log.openAgency('travail');
    await call(['log'], { env, cwd });
    const later = await verify();

    expect([same.exit, later.exit]).toEqual([0, 0]);
    expect(same.stderr).toContain(
      'ok  same history: checkpoint 4, that of the proof, was seen here before: same size, same tree',
    );
    expect(later.stderr).toContain(
      'not checked  same history: nothing to compare: the proof is of checkpoint 4, the last one seen here is 5, and offline only',
    );
  });

  it('tells that a release was removed by law, and by which decision', async () => {
    const { script, others } = await published({ tombstoned: true });
    const { env } = await startStandIn(script, folderWith(), others);

    const { exit, stderr } = await call(['verify', 'eau/besoin@0.1.0'], { env });

    expect(exit).toBe(0);
    expect(stderr).toContain('Warning: eau/besoin@0.1.0 was removed by law: TGI-1');
  });

  it('ends with 6 where nothing is locked', async () => {
    const { exit, stderr } = await call(['verify', '--offline'], { cwd: folderWith() });

    expect(exit).toBe(6);
    expect(stderr).toContain('There is no lock file');
  });
});
