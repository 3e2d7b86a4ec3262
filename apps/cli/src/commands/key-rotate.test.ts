import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { refuse } from '../testing/stand-in.ts';

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

  it('ends with 5 where this computer has no key of the agency, or colleagues must sign too', async () => {
    const { env, createKey } = await openReadyOffice();
    const elsewhere = await call(ROTATE, { env: { ...env, HOME: folderWith() } });
    await createKey({ words: ['--label', 'second'] });
    await call(['key', 'register', '--agency', AGENCY_NAME], { env });
    const which = await call(ROTATE, { env });
    await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], { env });
    const shared = await call(ROTATE, { env });

    expect([elsewhere.exit, which.exit, shared.exit]).toEqual([5, 2, 5]);
    expect(which.stderr).toContain('has 2 keys of this computer');
    expect(shared.stderr).toContain('colleagues must sign too');
  });
});
