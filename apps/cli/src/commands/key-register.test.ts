import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, registerElsewhere } from '../testing/agency.ts';
import { call, NOW } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

const REGISTER = ['key', 'register', '--agency', AGENCY_NAME];

describe('nforge key register', () => {
  it('registers the first key of an agency, signed by itself, and says that clients will pin it', async () => {
    const { env, log, createKey } = await openOffice();
    const fingerprint = await createKey();

    const { exit, stdout, stderr } = await call(REGISTER, { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain(`Change: the key ${fingerprint} (ed25519) may sign for eau.`);
    expect(stderr).toContain(`${fingerprint} may sign for eau (leaf 2 of the log).`);
    expect(stderr).toContain('It is the first key of eau.');
    expect(log.stateOf(AGENCY_NAME)?.keys).toMatchObject([{ fingerprint, use: 'agency' }]);
  });

  it('registers the key of a runner for some algorithms, until a day', async () => {
    const { env, home, log, createKey } = await openOffice();
    await createKey();
    await call(REGISTER, { env });
    writeFileSync(join(home, 'ci.json'), (await call(['key', 'create', '--for-ci'], { env })).stdout, { mode: 0o600 });

    const words = [...REGISTER, '--key', 'ci.json', '--ci', '--names', 'besoin,alerte', '--expires', '30d', '--json'];
    const { exit, stdout } = await call(words, { env, cwd: home });

    expect(exit).toBe(0);
    const [, key] = log.stateOf(AGENCY_NAME)?.keys ?? [];
    const expires = NOW.getTime() / 1000 + 30 * 24 * 3600;
    expect(key).toMatchObject({ use: 'ci', names: ['alerte', 'besoin'], expires });
    expect(JSON.parse(stdout)).toMatchObject({ sent: true, leaf: 3, change: { kind: 'key-add', use: 'ci' } });
  });

  it('says of a key that may sign already that nothing is left to do, where it has the rights asked for', async () => {
    const { env, home, log, createKey } = await openOffice();
    const fingerprint = await createKey();
    await call(REGISTER, { env });
    writeFileSync(join(home, 'ci.json'), (await call(['key', 'create', '--for-ci'], { env })).stdout, { mode: 0o600 });
    const runner = [...REGISTER, '--key', 'ci.json', '--ci', '--names', 'besoin'];
    await call([...runner, '--expires', '30d'], { env, cwd: home });
    const size = log.size();

    const again = await call(REGISTER, { env });
    const asJson = await call([...runner, '--expires', '30', '--json'], { env, cwd: home });
    const longer = await call([...runner, '--expires', '60d'], { env, cwd: home });
    const others = await call([...runner, '--names', 'alerte'], { env, cwd: home });
    const person = await call([...REGISTER, '--key', 'ci.json'], { env, cwd: home });

    expect([again.exit, asJson.exit]).toEqual([0, 0]);
    expect(again.stderr).toContain(`${fingerprint} may sign for eau already (leaf 2 of the log). Nothing was sent.`);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ sent: false, already: true, since: 3 });
    for (const { exit, stderr } of [longer, others, person]) {
      expect(exit).toBe(7);
      expect(stderr).toContain('with other rights: runner, active until 2026-12-23T12:00:00Z, besoin.');
    }
    expect(log.size()).toBe(size);
  });

  it('prepares the key of a colleague for those who have a key already', async () => {
    const { env, log, createKey } = await openOffice();
    await createKey();
    await call(REGISTER, { env });
    const [desk, colleague] = [folderWith(), folderWith()];
    const fresh = await createKey({ home: colleague });

    const there = await call([...REGISTER, '--out', join(desk, 'new.json')], { env: { ...env, HOME: colleague } });
    const here = await call([...REGISTER, '--with', 'new.json'], { env, cwd: desk });

    expect(there.exit).toBe(0);
    expect(there.stderr).toContain('Nothing was sent.');
    expect(there.stderr).toContain(`nforge key register --agency eau --with ${join(desk, 'new.json')}`);
    expect(here.exit).toBe(0);
    expect(here.stderr).toContain(`Change: the key ${fresh} (ed25519) may sign for eau.`);
    expect(log.stateOf(AGENCY_NAME)?.keys).toHaveLength(2);
  });

  it('signs no change out of a file that is not the one asked for', async () => {
    const { env, log, createKey } = await openOffice();
    await createKey();
    await call(REGISTER, { env });
    await createKey({ words: ['--label', 'second'] });
    await call([...REGISTER, '--key', 'second'], { env });
    const cwd = folderWith();
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2', '--out', 'policy.json'], { env, cwd });

    const { exit, stderr } = await call([...REGISTER, '--with', 'policy.json'], { env, cwd });

    expect(exit).toBe(2);
    expect(stderr).toContain('It holds: Change: 2 of the keys of eau must sign.');
    expect(log.size()).toBe(4);
  });

  it('tells who may not, before anything is sent', async () => {
    const { env, log, createKey } = await openOffice();
    registerElsewhere(log);
    await createKey();

    const { exit, stderr } = await call(REGISTER, { env });

    expect(exit).toBe(5);
    expect(stderr).toContain('No key of this computer may sign "key-add" for eau.');
    expect(stderr).toContain('nforge key register --agency eau --out FILE');
    expect(log.size()).toBe(3);
  });

  it.each([
    [[], 6, 'nforge key create'],
    [['--key', '0123456789abcdef'], 6, 'There is no key "0123456789abcdef"'],
    [['--names', 'besoin'], 2, '--names is for the keys of runners'],
    [['--expires', '400'], 2, '1 to 366'],
    [['--ci', '--names', 'water-bill,bad_name'], 2, 'not "bad_name"'],
    [['--ci', '--names', 'eau/besoin'], 2, 'not "eau/besoin"'],
    [['--ci', '--names', 'none'], 2, 'not "none"'],
    [['--ci'], 5, "The first key of eau cannot be a runner's."],
    [['--key=-----BEGIN PRIVATE KEY-----\nMC4='], 2, 'A key was written on the command line'],
    [['--with', 'nowhere.json'], 1, 'nowhere.json'],
  ])('ends %j with %i', async (words, code, said) => {
    const { env, requests } = await openOffice();

    const { exit, stderr } = await call([...REGISTER, ...words], { env, cwd: folderWith() });

    expect(exit).toBe(code);
    expect(stderr).toContain(said);
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});
