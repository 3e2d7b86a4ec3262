import type { AgencyKeys } from '@national-forge/api';
import { createSigningKey, parseVerifierKey, stateDigest, type Change } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { trueAnswers } from '../testing/log-routes.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { readAgency } from './read-agency.ts';
import { openDesk, type Desk } from './testing/desk.ts';

const AGENCY = 'impots';

async function office(): Promise<Desk> {
  const log = new SampleLog();
  log.openAgency(AGENCY);
  log.pad();
  log.addKey(AGENCY);
  log.pad();
  return openDesk(log);
}

/** Shows other keys than the true ones. */
function show({ registry, log }: Desk, spoil: (keys: AgencyKeys) => object): void {
  const answers = trueAnswers(log);
  const keys = (agency: string) => spoil(log.agencyKeys(agency) as AgencyKeys);
  registry.answers = { ...answers, agencyKeys: keys };
}

const additionOf = (): Change => {
  const { spki } = createSigningKey('ed25519').signer;
  const publicKey = Buffer.from(spki).toString('base64');
  return { kind: 'key-add', algorithm: 'ed25519', public: publicKey, use: 'agency', names: null, expires: null };
};

test('an agency is read with the state that follows from its history', async () => {
  const desk = await office();

  const { state, origin, at } = await readAgency(desk.client, AGENCY, { now: () => 5999 });

  expect(stateDigest(state)).toBe(stateDigest(desk.log.stateOf(AGENCY) ?? state));
  expect({ origin, at }).toEqual({ origin: desk.log.origin, at: { index: desk.log.size, time: 5 } });
});

test('a key that the agency did not sign is refused, though the log holds it', async () => {
  const desk = await office();
  const change = additionOf();
  const { signer } = createSigningKey('ed25519');
  desk.log.change(AGENCY, change, [signer]);

  await expect(readAgency(desk.client, AGENCY)).rejects.toMatchObject({
    code: 'untrusted',
    exit: 8,
    params: { step: 'agency-state' },
  });
});

test.each<[string, string, (keys: AgencyKeys, desk: Desk) => object]>([
  [
    'another state text',
    'agency-state',
    (keys) => ({ ...keys, state: keys.state.replace('threshold 1', 'threshold 2') }),
  ],
  ['another leaf as the last', 'agency-state', (keys) => ({ ...keys, leaf: keys.leaf - 1 })],
  ['another name', 'agency-state', (keys) => ({ ...keys, agency: 'sante' })],
  ['a step left out', 'agency-state', (keys) => ({ ...keys, history: keys.history.toSpliced(1, 1) })],
  ['no first step', 'agency-state', (keys) => ({ ...keys, history: keys.history.slice(1) })],
  [
    'a leaf that is not in the log',
    'inclusion',
    (keys) => ({ ...keys, history: edited(keys, 'actor sample', 'actor simple') }),
  ],
  [
    'a leaf at another place',
    'inclusion',
    (keys) => ({ ...keys, history: keys.history.map((one) => ({ ...one, index: one.index + 1 })) }),
  ],
  ['a signature exchanged', 'agency-state', (keys) => ({ ...keys, history: exchanged(keys) })],
  [
    'the checkpoint of another log',
    'origin',
    (keys) => ({ ...keys, checkpoint: new SampleLog('other/log').checkpoint() }),
  ],
  [
    'a checkpoint by another key',
    'checkpoint',
    (keys, { log }) => ({ ...keys, checkpoint: new SampleLog(log.origin).checkpoint() }),
  ],
])('a registry that shows %s is refused at %s', async (_, step, spoil) => {
  const desk = await office();
  show(desk, (keys) => spoil(keys, desk));

  await expect(readAgency(desk.client, AGENCY)).rejects.toMatchObject({ code: 'untrusted', params: { step } });
});

test('the keys of another agency are not taken for those of the one that was asked for', async () => {
  const desk = await office();
  desk.log.openAgency('sante');
  const answers = trueAnswers(desk.log);
  desk.registry.answers = { ...answers, agencyKeys: () => desk.log.agencyKeys('sante') };

  await expect(readAgency(desk.client, AGENCY)).rejects.toMatchObject({ params: { step: 'agency-state' } });
  await expect(readAgency(desk.client, 'sante')).resolves.toMatchObject({ state: { agency: 'sante' } });
});

test('a key of the log that was known before is not exchanged by what the registry says', async () => {
  const desk = await office();
  const verifier = parseVerifierKey(new SampleLog(desk.log.origin).signer.verifierKey);

  await expect(readAgency(desk.client, AGENCY, { verifier })).rejects.toMatchObject({ params: { step: 'checkpoint' } });
});

test('an agency that is not there is told as the registry tells it', async () => {
  const desk = await office();

  await expect(readAgency(desk.client, 'nobody')).rejects.toMatchObject({ code: 'agency-unknown', exit: 6 });
});

const edited = ({ history }: AgencyKeys, from: string, to: string) =>
  history.map((one, at) => (at === 1 ? { ...one, leaf: one.leaf.replace(from, to) } : one));

function exchanged({ history }: AgencyKeys) {
  const [, first, second] = history;
  return history.map((one) => (one === first ? { ...one, envelope: second?.envelope ?? null } : one));
}
