import { chmodSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, changeBy, openOffice, registerElsewhere } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

describe('nforge key list', () => {
  it('lists the keys of this computer, and says what is wrong with a file that is refused', async () => {
    const { env, createKey } = await openOffice();
    const first = await createKey({ words: ['--label', 'guichet'] });
    const second = await createKey({ words: ['--label', 'مفتاح المكتب', '--algorithm', 'ml-dsa-44'] });

    const { exit, stdout } = await call(['key', 'list'], { env });
    const { keys } = JSON.parse((await call(['key', 'list', '--json'], { env })).stdout) as {
      keys: { file: string }[];
    };
    chmodSync(keys[0]?.file ?? '', 0o644);
    const open = await call(['key', 'list'], { env });

    expect(exit).toBe(0);
    expect(stdout).toContain(`${first}  ed25519    not encrypted`);
    expect(stdout).toContain('مفتاح المكتب');
    expect(keys).toEqual([
      expect.objectContaining({ fingerprint: first }),
      expect.objectContaining({ fingerprint: second }),
    ]);
    expect(open.stderr).toContain('Others may read or change the private key');
    expect(open.stderr).toContain(`chmod 600 ${keys[0]?.file ?? '?'}`);
  });

  it('lists the keys of an agency with what they are worth and which are here', async () => {
    const { env, log, createKey } = await openOffice();
    const mine = await createKey();
    await call(['key', 'register', '--agency', AGENCY_NAME], { env });
    await call(['key', 'create', '--for-ci'], { env });

    const { exit, stdout, stderr } = await call(['key', 'list', '--agency', AGENCY_NAME], { env });
    const { stdout: json } = await call(['key', 'list', '--agency', AGENCY_NAME, '--json'], { env });

    expect(exit).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${mine} +ed25519 +agency +active +on this computer`));
    expect(stderr).toContain('1 of 1 must sign (state of leaf 2)');
    expect(JSON.parse(json)).toMatchObject({
      origin: log.origin,
      threshold: 1,
      keys: [{ fingerprint: mine, state: 'active', use: 'agency', onThisComputer: true }],
    });
  });

  it('tells revoked keys', async () => {
    const { env, log } = await openOffice();
    const first = registerElsewhere(log);
    const second = registerElsewhere(log, [first]);
    changeBy(log, { kind: 'key-revoke', key: first.fingerprint, from: null }, [second]);

    const { stdout } = await call(['key', 'list', '--agency', AGENCY_NAME], { env });

    expect(stdout).toMatch(new RegExp(`${first.fingerprint} +ed25519 +agency +revoked from leaf 4 on`));
  });

  it('says what to do where there is none, and ends with 6 for an agency that is not there', async () => {
    const { env } = await openOffice();

    const none = await call(['key', 'list'], { env: { HOME: folderWith() } });
    const unknown = await call(['key', 'list', '--agency', 'absente'], { env });
    const wrong = await call(['key', 'list', '--agency', 'No Body'], { env });

    expect(none).toMatchObject({ exit: 0, stdout: '' });
    expect(none.stderr).toContain('nforge key create');
    expect([unknown.exit, wrong.exit]).toEqual([6, 2]);
  });
});
