import type { Signer } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import { signWith } from './choose-signers.ts';
import { readChange } from './prepare-change.ts';
import { requestReset } from './request-reset.ts';
import { rotateKey } from './rotate-key.ts';
import { AGENCY, fingerprints, newKey, office } from './testing/office.ts';

describe('rotateKey', () => {
  test('puts a new key in the place of the old one, and goes on where it was cut off', async () => {
    const { desk, keys } = await office(1);
    const [old] = keys as [Signer];
    const to = newKey();
    desk.registry.faults.unshift((request, response, { path }) => {
      const isSecond = request.method === 'POST' && path.endsWith('/keys') && fingerprints(desk).length === 2;
      if (isSecond) response.destroy();
      return isSecond;
    });
    const rotation = { agency: AGENCY, from: old.fingerprint, to, sign: signWith(keys) };

    await expect(rotateKey(desk.client, rotation)).rejects.toMatchObject({ code: 'network' });
    expect(fingerprints(desk)).toEqual([old.fingerprint, to.fingerprint]);
    desk.registry.faults.shift();
    const rotated = await rotateKey(desk.client, rotation);

    expect(rotated).toMatchObject({ added: null, revoked: { agency: AGENCY } });
    expect(fingerprints(desk)).toEqual([to.fingerprint]);
    expect(await rotateKey(desk.client, rotation)).toEqual({ added: null, revoked: null });
  });

  test('keeps a threshold of two with the keys of one holder and the new key', async () => {
    const { desk, keys } = await office(2, 2);
    const to = newKey();

    await rotateKey(desk.client, { agency: AGENCY, from: keys[0]?.fingerprint ?? '', to, sign: signWith(keys) });

    expect(fingerprints(desk)).toEqual([keys[1]?.fingerprint, to.fingerprint]);
  });

  test('knows the key that goes', async () => {
    const { desk, keys } = await office(1);
    const rotation = { agency: AGENCY, from: newKey().fingerprint, to: newKey(), sign: signWith(keys) };

    await expect(rotateKey(desk.client, rotation)).rejects.toMatchObject({ code: 'key-unknown', exit: 6 });
  });
});

test('the request for a reset holds the new key, signed by itself, for this state of this agency', async () => {
  const { desk } = await office(1);
  const key = newKey();

  const envelope = await requestReset(desk.client, { agency: AGENCY, key });

  expect(readChange(envelope)).toMatchObject({ agency: AGENCY, change: { kind: 'key-reset', algorithm: 'ed25519' } });
  expect(envelope.signatures.map(({ keyid }) => keyid)).toEqual([key.fingerprint]);
});
