import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, openReadyOffice, registerElsewhere } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith, folderWithAlgorithm } from '../testing/folders.ts';
import { WARNING } from '../testing/publish-routes.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

describe('nforge publish', () => {
  it('uploads what is missing, publishes and prints the receipt', async () => {
    const cwd = await folderWithAlgorithm();
    const { env, requests, log } = await openReadyOffice();
    const before = requests.length;

    const { exit, stdout, stderr } = await call(['publish', 'rule'], { env, cwd });
    const sent = requests.slice(before).map(({ method }) => method);
    const again = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(0);
    expect(stdout).toMatch(/^eau\/besoin@0\.1\.0 {2}sha256:[0-9a-f]{64} {2}2026-11-23T12:00:00Z {2}3\n$/);
    expect(stderr).toContain('A remark of the registry.');
    expect(stderr).toContain('rule/algorithm.yaml');
    expect(stderr).toMatch(/leaf 3 of forge\.example\/log, 2026-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
    expect(sent.filter((method) => method !== 'GET')).toEqual(['HEAD', 'PUT', 'POST']);
    expect(again.stdout).toBe(stdout);
    expect(log.size()).toBe(4);
  });

  it('prints the receipts as JSON', async () => {
    const cwd = join(await folderWithAlgorithm(), 'rule');
    const { env, log } = await openReadyOffice();

    const { stdout, stderr } = await call(['publish', '--json'], { env, cwd });

    expect(stderr).toBe('');
    const receipt = { name: 'eau/besoin', version: '0.1.0', log: log.receipt(3) };
    expect(JSON.parse(stdout)).toMatchObject({ state: 'published', receipts: [receipt], warnings: [WARNING, {}, {}] });
  });

  it('asks the registry with --dry-run and publishes nothing', async () => {
    const cwd = await folderWithAlgorithm();
    const { env, log } = await openReadyOffice();

    const { exit, stdout, stderr } = await call(['publish', 'rule', '--dry-run'], { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain('The registry would publish eau/besoin@0.1.0. Nothing was published.');
    expect(log.size()).toBe(3);
  });

  it('ends with 5 before anything is sent when the checks here find errors, and says where', async () => {
    const cwd = await folderWithAlgorithm();
    writeFileSync(join(cwd, 'rule/index.js'), 'export const nothing = 1;\n');
    const { env, requests } = await startStandIn({});

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });
    const asJson = await call(['publish', 'rule', '--json'], { env, cwd });

    expect(exit).toBe(5);
    expect(stderr).toMatch(/^Error: The checks found 1 errors; nothing was published\.\n {2}rule\/index\.js/);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { items: [{ code: 'script-default-missing' }] } });
    expect(requests).toEqual([]);
  });

  it('ends with 7 when the version is taken, and says what to do', async () => {
    const cwd = await folderWithAlgorithm();
    const params = { name: 'eau/besoin', version: '0.1.0', existing: 'sha256:1', offered: 'sha256:2' };
    const { env } = await openReadyOffice({ 'POST /api/v1/releases': refuse('version-taken', params) });

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(7);
    expect(stderr).toContain('eau/besoin@0.1.0 is published with the digest sha256:1; yours is sha256:2.');
    expect(stderr).toContain('raise the version number');
  });

  it('tells each fault that the registry found, with its place', async () => {
    const cwd = await folderWithAlgorithm();
    const errors = [
      {
        code: 'vector-output-invalid',
        message: 'Wrong.',
        hint: 'Mend it.',
        release: 'eau/besoin@0.1.0',
        file: 'v.json',
        line: 3,
      },
      { code: 'x', message: 'Shape.', pointer: '/releases/0' },
    ];
    const { env } = await openReadyOffice({ 'POST /api/v1/releases': refuse('release-refused', {}, { errors }) });

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(5);
    expect(stderr).toContain('  eau/besoin@0.1.0 v.json:3: Wrong.\n    Mend it.\n  /releases/0: Shape.\n');
    expect(stderr).toContain('Request: r-1');
  });

  it('says the two commands to run when the agency has no key, or this computer none of them', async () => {
    const cwd = await folderWithAlgorithm();
    const keyless = await openOffice();
    const elsewhere = await openOffice();
    registerElsewhere(elsewhere.log);

    const first = await call(['publish', 'rule'], { env: keyless.env, cwd });
    const second = await call(['publish', 'rule'], { env: elsewhere.env, cwd });

    expect([first.exit, second.exit]).toEqual([5, 5]);
    for (const { stderr } of [first, second]) {
      expect(stderr).toContain('nforge key create');
      expect(stderr).toContain('nforge key register --agency eau');
    }
    expect(second.stderr).toContain('No key of this computer may sign "eau/besoin@0.1.0" for eau.');
    const written = [...keyless.requests, ...elsewhere.requests].filter(({ method }) => method !== 'GET');
    expect(written).toEqual([]);
  });

  it('signs with the key of a runner, out of a file or a masked variable', async () => {
    const cwd = await folderWithAlgorithm();
    const { env, home, log } = await openReadyOffice();
    const key = (await call(['key', 'create', '--for-ci'], { env })).stdout;
    writeFileSync(join(home, 'ci.json'), key, { mode: 0o600 });
    const register = ['key', 'register', '--agency', AGENCY_NAME, '--key', 'ci.json', '--ci', '--names', 'besoin'];
    await call(register, { env, cwd: home });
    const runner = { ...env, HOME: folderWith() };

    const byFile = await call(['publish', 'rule'], { env: { ...runner, NFORGE_KEY_FILE: join(home, 'ci.json') }, cwd });
    const masked = Buffer.from(key).toString('base64');
    const byText = await call(['publish', 'rule'], { env: { ...runner, NFORGE_KEY: masked }, cwd });
    const wrong = await call(['publish', 'rule'], { env: { ...runner, NFORGE_KEY: 'zzz' }, cwd });

    expect([byFile.exit, byText.exit, wrong.exit]).toEqual([0, 0, 1]);
    expect(`${byText.stdout}${byText.stderr}${wrong.stderr}`).not.toContain(masked.slice(0, 40));
    expect(log.size()).toBe(5);
  });

  it('opens an encrypted key with the file of its passphrase, and says which variable names that file', async () => {
    const cwd = await folderWithAlgorithm();
    const { env, home, createKey } = await openOffice();
    writeFileSync(join(home, 'passphrase'), 'une longue phrase\n');
    await createKey({ words: ['--passphrase-file', join(home, 'passphrase')] });
    const unlocked = { ...env, NFORGE_KEY_PASSPHRASE_FILE: join(home, 'passphrase') };
    await call(['key', 'register', '--agency', AGENCY_NAME], { env: unlocked });

    const locked = await call(['publish', 'rule'], { env, cwd });
    const opened = await call(['publish', 'rule'], { env: unlocked, cwd });
    writeFileSync(join(home, 'passphrase'), 'une autre phrase\n');
    const wrong = await call(['publish', 'rule'], { env: unlocked, cwd });

    expect([locked.exit, opened.exit, wrong.exit]).toEqual([4, 0, 4]);
    expect(locked.stderr).toContain('NFORGE_KEY_PASSPHRASE_FILE');
    expect(wrong.stderr).toContain('This is not the passphrase of the key');
  });

  it.each([
    ['unauthenticated', 4],
    ['agency-forbidden', 5],
    ['algorithm-forbidden', 5],
    ['quota-exceeded', 5],
    ['digest-mismatch', 8],
  ] as const)('ends the problem %s with its own exit code %i', async (code, exit) => {
    const cwd = await folderWithAlgorithm();
    const { env } = await openReadyOffice({ 'POST /api/v1/releases': refuse(code) });

    expect((await call(['publish', 'rule'], { env, cwd })).exit).toBe(exit);
  });
});
