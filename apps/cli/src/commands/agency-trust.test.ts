import { createSigningKey } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, changeBy, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { typist } from '../testing/typist.ts';

const TRUST = ['agency', 'trust', AGENCY_NAME];
const VIEW = ['agency', 'view', AGENCY_NAME];

/** An agency that this computer knows, whose keys the operator has replaced since. */
async function resetAgency() {
  const office = await openReadyOffice();
  await call(VIEW, office);
  const { signer } = createSigningKey('ed25519');
  const spki = Buffer.from(signer.spki).toString('base64');
  changeBy(office.log, { kind: 'key-reset', algorithm: 'ed25519', public: spki }, [signer]);
  return { ...office, fresh: signer.fingerprint };
}

describe('nforge agency trust', () => {
  it('is the one way on after the operator has replaced all keys', async () => {
    const { env, key, fresh } = await resetAgency();

    const refused = await call(VIEW, { env });
    const trusted = await call([...TRUST, '--yes'], { env });
    const after = await call(VIEW, { env });

    expect(refused.exit).toBe(8);
    expect(refused.stderr).toContain('The operator of the registry has replaced all keys of eau');
    expect(refused.stderr).toContain('nforge agency trust eau');
    expect(trusted).toMatchObject({ exit: 0, stdout: '' });
    expect(trusted.stderr).toMatch(
      new RegExp(
        `Known on this computer:\n {2}${key}\n {2}signatures .*: 1\nNew:\n {2}${fresh}\n {2}signatures .*: 1\n`,
      ),
    );
    expect(after.exit).toBe(0);
  });

  it('is not needed by who meets the agency only then, who is told of it', async () => {
    const { env } = await resetAgency();

    const met = await call(VIEW, { env: { ...env, HOME: folderWith() } });

    expect(met.exit).toBe(0);
    expect(met.stderr).toContain('The keys of eau were replaced by the operator of the registry at leaf 3 of the log');
  });

  it('asks a person, who may decline', async () => {
    const { env } = await resetAgency();
    const answer = (key: string) => call(TRUST, { env, ...typist([['Do you accept', key]]) });

    const declined = await answer('\r');
    const cancelled = await answer('\u0003');
    const accepted = await answer('y');

    expect([declined.exit, cancelled.exit, accepted.exit]).toEqual([3, 3, 0]);
    expect(declined.stderr).toContain('Not accepted; nothing was changed.');
    expect(accepted.stderr).toContain('The new keys of eau are accepted on this computer.');
  });

  it('accepts nothing where nobody can be asked', async () => {
    const { env, key, fresh } = await resetAgency();

    const { exit, stdout } = await call([...TRUST, '--json'], { env });

    expect(exit).toBe(2);
    expect(stdout).toContain('nobody can be asked here');
    expect(stdout).toContain(`Known on this computer: ${key}. New: ${fresh}.`);
    expect((await call(VIEW, { env })).exit).toBe(8);
  });

  it('says that there is nothing to accept', async () => {
    const { env } = await openReadyOffice();
    await call(VIEW, { env });

    const { exit, stdout } = await call([...TRUST, '--json'], { env });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: true, changed: false });
  });
});
