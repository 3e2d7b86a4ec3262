import { stateDigest } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

const WORDS = ['agency', 'view', AGENCY_NAME];

describe('nforge agency view', () => {
  it('shows the proved state of an agency', async () => {
    const { env, log, key } = await openReadyOffice();
    const state = log.stateOf(AGENCY_NAME);
    const digest = state === undefined ? '' : stateDigest(state);

    const { exit, stdout } = await call(WORDS, { env });
    const asJson = await call([...WORDS, '--json'], { env });

    expect(exit).toBe(0);
    expect(stdout).toContain('Signatures needed   1');
    expect(stdout).toContain(`${digest} (leaf 2)`);
    expect(stdout).toContain(key);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      agency: AGENCY_NAME,
      state: digest,
      keys: [{ state: 'active' }],
    });
  });

  it('says that an agency has no key yet', async () => {
    const { env } = await openOffice();

    expect((await call(WORDS, { env })).stderr).toContain('eau has registered no key yet.');
  });

  it('ends with 8 when the registry shows a key otherwise than it is in the log', async () => {
    const { log, behind } = await openReadyOffice();
    const shown = log.agencyKeys(AGENCY_NAME);
    const history = shown?.history.map((one) => ({ ...one, leaf: one.leaf.replace('use agency', 'use ci') }));
    const path = `GET /api/v1/agencies/${AGENCY_NAME}/keys?size=3`;
    const env = { ...(await behind({ [path]: { body: { ...shown, history } } })), HOME: folderWith() };

    const { exit, stderr } = await call(WORDS, { env });

    expect(exit).toBe(8);
    expect(stderr).toContain('eau is not in the log');
  });

  it('ends with 6 for an agency that is not there', async () => {
    const { env } = await openOffice();

    expect((await call(['agency', 'view', 'absente'], { env })).exit).toBe(6);
  });
});
