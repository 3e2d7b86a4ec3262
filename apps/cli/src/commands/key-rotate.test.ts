import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { refuse } from '../testing/stand-in.ts';
import { typist } from '../testing/typist.ts';

const ROTATE = ['key', 'rotate', '--agency', AGENCY_NAME];

describe('nforge key rotate', () => {
  it('registers a new key like the old one and revokes the old one', async () => {
    const { env, log, key } = await openReadyOffice();

    const { exit, stdout, stderr } = await call(ROTATE, { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    const [old, fresh] = log.stateOf(AGENCY_NAME)?.keys ?? [];
    expect(old).toMatchObject({ fingerprint: key, until: 4 });
    expect(fresh).toMatchObject({ use: 'agency', until: null });
    expect(stderr).toContain(`${fresh?.fingerprint ?? '?'} replaces ${key} for eau.`);
    const again = await call([...ROTATE, '--json'], { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ old: fresh?.fingerprint });
  });

  it('goes on with the new key where it was cut off', async () => {
    let failures = 0;
    const office = await openReadyOffice();
    const script = { [`POST /api/v1/agencies/${AGENCY_NAME}/keys`]: () => (failures++, refuse('unauthenticated')) };
    const broken = await office.behind(script);

    const first = await call(ROTATE, { env: broken });
    const second = await call(ROTATE, { env: office.env });

    expect([first.exit, second.exit, failures]).toEqual([4, 0, 1]);
    const { keys } = JSON.parse((await call(['key', 'list', '--json'], office)).stdout) as { keys: unknown[] };
    expect(keys).toHaveLength(2);
    expect(office.log.stateOf(AGENCY_NAME)?.keys).toHaveLength(2);
  });

  it('encrypts the new key where the old one was', async () => {
    const { env, home, createKey } = await openOffice();
    writeFileSync(join(home, 'passphrase'), 'une longue phrase\n');
    const unlocked = { ...env, NFORGE_KEY_PASSPHRASE_FILE: join(home, 'passphrase') };
    await createKey({ words: ['--passphrase-file', join(home, 'passphrase')] });
    await call(['key', 'register', '--agency', AGENCY_NAME], { env: unlocked });

    const { exit } = await call(ROTATE, { env: unlocked });
    const locked = await call(ROTATE, { env });

    expect([exit, locked.exit]).toEqual([0, 4]);
    const { keys } = JSON.parse((await call(['key', 'list', '--json'], { env })).stdout) as { keys: object[] };
    expect(keys).toEqual([expect.objectContaining({ encrypted: true }), expect.objectContaining({ encrypted: true })]);
  });

  it('asks three times and says of which key, and names the new one otherwise than the old one', async () => {
    const { env, home, createKey } = await openOffice();
    const file = join(home, 'passphrase');
    writeFileSync(file, 'une longue phrase\n', { mode: 0o600 });
    const old = await createKey({ words: ['--label', 'guichet', '--passphrase-file', file] });
    await call(['key', 'register', '--agency', AGENCY_NAME], { env: { ...env, NFORGE_KEY_PASSPHRASE_FILE: file } });
    const person = typist([
      [`to be replaced, guichet (${old.slice(7, 23)})`, 'une longue phrase\r'],
      ['for the new key, guichet 2026-11-23', 'une autre phrase\r'],
      ['passphrase again', 'une autre phrase\r'],
    ]);

    const { exit } = await call(ROTATE, { env, ...person });
    writeFileSync(file, 'une autre phrase\n');
    const again = await call(ROTATE, { env: { ...env, NFORGE_KEY_PASSPHRASE_FILE: file } });

    expect([exit, again.exit]).toEqual([0, 0]);
    const { keys } = JSON.parse((await call(['key', 'list', '--json'], { env })).stdout) as {
      keys: { label: string }[];
    };
    const labels = ['guichet', 'guichet 2026-11-23', 'guichet 2026-11-23 (2)'];
    expect(keys.map(({ label }) => label)).toEqual(labels);
    for (const label of labels) expect((await call(['key', 'export-public', label], { env })).exit).toBe(0);
  });

  it('ends with 5 where this computer has no key of the agency, or too few of them', async () => {
    const { env, createKey } = await openReadyOffice();
    const elsewhere = await call(ROTATE, { env: { ...env, HOME: folderWith() } });
    const colleague = folderWith();
    const second = await createKey({ home: colleague });
    const theirs = { ...env, HOME: colleague };
    const file = join(colleague, 'new.json');
    await call(['key', 'register', '--agency', AGENCY_NAME, '--out', file], { env: theirs });
    await call(['key', 'register', '--agency', AGENCY_NAME, '--with', file], { env });
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], { env });
    const shared = await call(ROTATE, { env });

    expect(second).toMatch(/^sha256:/);
    expect([elsewhere.exit, shared.exit]).toEqual([5, 5]);
    expect(shared.stderr).toContain('colleagues must sign too. Repeat with --out FILE');
    // Nothing was begun: no key lies about that nobody asked for.
    const { keys } = JSON.parse((await call(['key', 'list', '--json'], { env })).stdout) as { keys: unknown[] };
    expect(keys).toHaveLength(1);
  });

  it('needs nobody else where this computer has as many keys as must sign', async () => {
    const { env, key, log, createKey } = await openReadyOffice();
    await createKey({ words: ['--label', 'second'] });
    await call(['key', 'register', '--agency', AGENCY_NAME, '--key', 'second'], { env });
    const which = await call(ROTATE, { env });
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], { env });

    const { exit } = await call([...ROTATE, '--key', key], { env });

    expect([which.exit, exit]).toEqual([2, 0]);
    expect(which.stderr).toContain('has 2 keys of this computer');
    expect(log.stateOf(AGENCY_NAME)?.keys.map(({ until }) => until === null)).toEqual([false, true, true]);
  });

  /** Two people with a key each, of whom both must sign, and a folder that both reach. */
  async function twoPeople() {
    const office = await openReadyOffice();
    const [desk, home] = [folderWith(), folderWith()];
    const mine = { env: office.env, cwd: desk };
    const theirs = { env: { ...office.env, HOME: home }, cwd: desk };
    await office.createKey({ home });
    await call(['key', 'register', '--agency', AGENCY_NAME, '--out', 'new.json'], theirs);
    await call(['key', 'register', '--agency', AGENCY_NAME, '--with', 'new.json'], mine);
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], mine);
    // 2 of 2 could not revoke: the key that goes does not count.
    const spare = await office.createKey({ home, words: ['--label', 'spare'] });
    await call(['key', 'register', '--agency', AGENCY_NAME, '--key', spare, '--out', 'spare.json'], theirs);
    await call(['key', 'register', '--agency', AGENCY_NAME, '--with', 'spare.json'], mine);
    return { ...office, mine, theirs };
  }

  it('replaces a key in two halves that two people sign', async () => {
    const { log, key, mine, theirs } = await twoPeople();

    const begun = await call([...ROTATE, '--out', 'add.json'], mine);
    const added = await call([...ROTATE, '--with', 'add.json'], theirs);
    const going = await call([...ROTATE, '--key', key, '--out', 'revoke.json', '--json'], mine);
    const ended = await call([...ROTATE, '--with', 'revoke.json'], theirs);

    expect([begun.exit, added.exit, going.exit, ended.exit]).toEqual([0, 0, 0, 0]);
    expect(added.stderr).toContain('Next, where the old key is: nforge key rotate --agency eau --key OLD --out FILE');
    expect(JSON.parse(going.stdout)).toMatchObject({
      sent: false,
      change: { kind: 'key-revoke', key },
      threshold: 2,
      missing: 1,
    });
    expect(ended.stderr).toContain(`${key} may no longer sign for eau`);
    const { keys = [] } = log.stateOf(AGENCY_NAME) ?? {};
    expect(keys).toHaveLength(4);
    expect(keys.filter(({ until }) => until !== null).map(({ fingerprint }) => fingerprint)).toEqual([key]);
    const own = JSON.parse((await call(['key', 'list', '--json'], mine)).stdout) as { keys: { fingerprint: string }[] };
    expect(own.keys.map(({ fingerprint }) => fingerprint)).toContain(keys[3]?.fingerprint);
  });

  it('signs no other change out of a file than one of a rotation', async () => {
    const { log, mine, theirs } = await twoPeople();
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '1', '--out', 'policy.json'], mine);
    const before = log.size();

    const { exit, stderr } = await call([...ROTATE, '--with', 'policy.json'], theirs);

    expect(exit).toBe(2);
    expect(stderr).toContain('It holds: Change: 1 of the keys of eau must sign.');
    expect(log.size()).toBe(before);
  });
});
