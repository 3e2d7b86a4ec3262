import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, registerElsewhere, signerOf } from '../testing/agency.ts';
import { call } from '../testing/call.ts';

async function twoKeys() {
  const office = await openOffice();
  const mine = await office.createKey();
  await call(['key', 'register', '--agency', AGENCY_NAME], office);
  const { stdout } = await call(['key', 'list', '--json'], office);
  const { keys } = JSON.parse(stdout) as { keys: { file: string }[] };
  const other = registerElsewhere(office.log, [signerOf(keys[0]?.file ?? '')]);
  return { ...office, mine, other };
}

describe('nforge key revoke', () => {
  it('revokes a key by the beginning of its fingerprint, signed by another', async () => {
    const { env, log, other } = await twoKeys();

    const words = ['key', 'revoke', other.fingerprint.slice(7, 19), '--agency', AGENCY_NAME];
    const { exit, stderr } = await call(words, { env });

    expect(exit).toBe(0);
    expect(stderr).toContain(
      `${other.fingerprint} may no longer sign for eau: releases from leaf 4 on need another key.`,
    );
    expect(log.stateOf(AGENCY_NAME)?.keys[1]?.until).toBe(4);
  });

  it('revokes from an earlier place in the log', async () => {
    const { env, log, other } = await twoKeys();

    const words = ['key', 'revoke', other.fingerprint, '--agency', AGENCY_NAME, '--from', '3', '--json'];
    const { exit, stdout } = await call(words, { env });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sent: true, change: { kind: 'key-revoke', from: 3 } });
    expect(log.stateOf(AGENCY_NAME)?.keys[1]?.until).toBe(3);
  });

  it('does not let a key revoke the last other one away from itself alone', async () => {
    const { env, log, mine } = await twoKeys();

    const { exit } = await call(['key', 'revoke', mine, '--agency', AGENCY_NAME], { env });

    expect(exit).toBe(5);
    expect(log.size()).toBe(4);
  });

  it.each([
    ['ffffffffffff', 6, 'has no key ffffffffffff'],
    ['fff', 6, 'has no key fff'],
  ])('ends for the key %s with %i', async (key, code, said) => {
    const { env } = await twoKeys();

    const { exit, stderr } = await call(['key', 'revoke', key, '--agency', AGENCY_NAME], { env });

    expect(exit).toBe(code);
    expect(stderr).toContain(said);
  });

  it('tells that a key is revoked already, and takes only an earlier place for it', async () => {
    const { env, log, other } = await twoKeys();
    const revoke = ['key', 'revoke', other.fingerprint, '--agency', AGENCY_NAME];
    await call(revoke, { env });

    const [again, later] = [await call(revoke, { env }), await call([...revoke, '--from', '4'], { env })];
    const earlier = await call([...revoke, '--from', '3'], { env });

    for (const { exit, stderr } of [again, later]) {
      expect(exit).toBe(7);
      expect(stderr).toContain(`${other.fingerprint} is revoked for eau already, from leaf 4 on.`);
    }
    expect(earlier.exit).toBe(0);
    expect(log.stateOf(AGENCY_NAME)?.keys[1]?.until).toBe(3);
  });

  it.each(['2', '5'])('refuses --from %s, which is before the key came or after the end of the log', async (from) => {
    const { env, other } = await twoKeys();

    const words = ['key', 'revoke', other.fingerprint, '--agency', AGENCY_NAME, '--from', from];
    const { exit, stderr } = await call(words, { env });

    expect(exit).toBe(2);
    expect(stderr).toContain(`from 3, where the key was added, to 4; not ${from}.`);
  });

  it('refuses a place in the log that is none', async () => {
    const { exit, stderr } = await call(['key', 'revoke', 'ffffffffffff', '--agency', AGENCY_NAME, '--from', '-1x']);

    expect(exit).toBe(2);
    expect(stderr).toContain('--from');
  });
});
