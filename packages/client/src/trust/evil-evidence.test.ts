import {
  CHANGE_PAYLOAD_TYPE,
  createSigningKey,
  digestOf,
  formatChange,
  formatEnvelope,
  formatState,
  signEnvelope,
  stateDigest,
  type AgencyState,
} from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { readTransfer, writeTransfer } from '../cache/proofs.ts';
import { GIVEN } from '../testing/evil-moves.ts';
import { WANTED } from '../testing/evil-world.ts';
import { trueAnswers } from '../testing/log-routes.ts';
import { meetEvil } from '../testing/meet-evil.ts';
import type { SampleLog } from '../testing/sample-log.ts';
import { openTrust } from './session.ts';

interface Forged {
  readonly index: number;
  readonly envelope: Uint8Array;
  /** The state that the cache says the agency had. */
  readonly giver: AgencyState;
}

/** A cache with forged evidence of a transfer that is in the log; `forge` puts it there. */
async function poisoned(forge: (log: SampleLog) => Forged) {
  let found: { readonly log: SampleLog; readonly forged: Forged } | undefined;
  const { means } = await meetEvil(
    {
      serve: ({ full }) => {
        const log = full.copy();
        log.openAgency('cnss');
        found = { log, forged: forge(log) };
        return trueAnswers(log);
      },
    },
    7,
  );
  const { log, forged } = found!;
  const { index } = forged;
  const text = JSON.stringify({
    leaf: Buffer.from(log.entries[index]!.bytes).toString(),
    hashes: log.inclusion(index, log.size).map((hash) => Buffer.from(hash).toString('base64')),
    envelope: Buffer.from(forged.envelope).toString(),
    giver: Buffer.from(formatState(forged.giver)).toString(),
    receiver: Buffer.from(formatState(log.stateOf('cnss')!)).toString(),
    forks: null,
  });
  const cache = { folder: means.cache };
  const place = { origin: log.origin, index, size: log.size };
  await writeTransfer(cache, place, text);
  const prove = async () => {
    const session = await openTrust(means);
    return session.moves.prove(WANTED.name, { to: GIVEN.name, leaves: [index] });
  };
  return { prove, text, kept: () => readTransfer(cache, place) };
}

test('a state that the agency never had proves nothing, however well it signed what is in the log', async () => {
  const { prove } = await poisoned((log) => {
    const { signer } = createSigningKey('ed25519');
    const honest = log.stateOf('impots')!;
    const keys = honest.keys.map((key) => ({
      ...key,
      fingerprint: signer.fingerprint,
      spki: Buffer.from(signer.spki).toString('base64'),
    }));
    const giver = { ...honest, keys };
    const change = { kind: 'transfer', from: WANTED.name, to: GIVEN.name } as const;
    const signed = { origin: log.origin, agency: 'impots', previous: stateDigest(giver), change };
    const payload = { payloadType: CHANGE_PAYLOAD_TYPE, payload: formatChange(signed) };
    const envelope = formatEnvelope(signEnvelope(payload, [signer, ...(log.signers.get('cnss') ?? [])]));
    const honestly = log.copy();
    const { leaf } = honestly.entries[honestly.transfer(WANTED.name, GIVEN.name)]!;
    if (leaf.kind !== 'transfer') throw new TypeError('a transfer makes a transfer');
    return { index: log.append({ ...leaf, envelope: digestOf(envelope) }, { envelope }), envelope, giver };
  });

  await expect(prove()).rejects.toMatchObject({ code: 'untrusted', params: { step: 'moved', reason: 'change-stale' } });
});

test('another envelope than the leaf names is replaced by the one that it names', async () => {
  const { prove, kept, text } = await poisoned((log) => {
    const second = log.addKey('impots');
    const [first] = log.signers.get('impots') ?? [];
    const giver = log.stateOf('impots')!;
    const index = log.transfer(WANTED.name, GIVEN.name, [first!, ...(log.signers.get('cnss') ?? [])]);
    const other = log.copy(log.entries.slice(0, index));
    other.transfer(WANTED.name, GIVEN.name, [first!, second, ...(log.signers.get('cnss') ?? [])]);
    return { index, envelope: other.entries[index]!.envelope!, giver };
  });

  expect(await kept()).toBe(text);
  expect(await prove()).toMatchObject({ to: GIVEN.name });
  expect(await kept()).not.toBe(text);
});
