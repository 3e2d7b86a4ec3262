import { formatState, stateDigest, type AgencyState, type Leaf } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { signWith } from './choose-signers.ts';
import { prepareChange } from './prepare-change.ts';
import { sendChange } from './send-change.ts';
import { receiptOf } from './testing/desk.ts';
import { AGENCY, office } from './testing/office.ts';

test('a registry that acknowledges another change than the one that was sent is caught', async () => {
  const { desk, keys } = await office(2);
  const sign = signWith(keys);
  const other = await prepareChange(desk.client, {
    agency: AGENCY,
    wish: { kind: 'agency-policy', threshold: 2 },
    sign,
  });
  const wanted = await prepareChange(desk.client, {
    agency: AGENCY,
    wish: { kind: 'key-revoke', key: keys[1]?.fingerprint ?? '' },
    sign,
  });
  const answer = await sendChange(desk.client, other);
  desk.registry.faults.unshift((request, response) => {
    if (request.method !== 'POST') return false;
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    return true;
  });

  await expect(sendChange(desk.client, wanted)).rejects.toMatchObject({ code: 'receipt-invalid', exit: 8 });
});

test('a registry that makes another state of a change than the one that follows is caught', async () => {
  const { desk, keys } = await office(2);
  const wish = { kind: 'agency-policy', threshold: 2 } as const;
  const prepared = await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith(keys) });
  const answer = await sendChange(desk.client, prepared);
  const before = desk.log.stateOf(AGENCY, answer.leaf) as AgencyState;
  const { leaf } = desk.log.entries[answer.leaf] ?? {};
  // The change stands in the log as it was signed, and its leaf names a state that it does not lead to.
  const forged = desk.log.copy(desk.log.entries.slice(0, -1));
  forged.append({ ...leaf, state: stateDigest(before) } as Leaf);
  const receipt = receiptOf(forged, answer.leaf);

  const lies = [
    { ...answer, receipt },
    { ...answer, state: Buffer.from(formatState(before)).toString() },
    { ...answer, leaf: answer.leaf - 1 },
  ];
  for (const lie of lies) {
    const client = { ...desk.client, changeAgencyKeys: () => Promise.resolve(lie) };
    await expect(sendChange(client, prepared)).rejects.toMatchObject({
      code: 'receipt-invalid',
      params: { reason: 'state' },
    });
  }
});
