import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

const POLICY = ['agency', 'policy', AGENCY_NAME, '--threshold'];

/** Two people with a key each, and a threshold of 2. */
async function twoPeople() {
  const office = await openOffice();
  const [desk, colleague] = [folderWith(), folderWith()];
  const register = ['key', 'register', '--agency', AGENCY_NAME];
  await office.createKey();
  await call(register, office);
  await office.createKey({ home: colleague });
  await call([...register, '--out', join(desk, 'new.json')], { env: { ...office.env, HOME: colleague } });
  await call([...register, '--with', join(desk, 'new.json')], office);
  return { ...office, desk, colleague: { ...office.env, HOME: colleague } };
}

describe('nforge agency policy', () => {
  it('sets the threshold; from then on one person is not enough', async () => {
    const { env, log, desk, colleague, requests } = await twoPeople();

    const raised = await call([...POLICY, '2'], { env });
    const sent = requests.length;
    const alone = await call([...POLICY, '1'], { env });
    const asked = requests.slice(sent);
    const begun = await call([...POLICY, '1', '--out', 'policy.json', '--json'], { env, cwd: desk });
    const ended = await call([...POLICY, '1', '--with', 'policy.json', '--json'], { env: colleague, cwd: desk });

    expect(raised.exit).toBe(0);
    expect(raised.stderr).toContain('From now on 2 of the keys of eau must sign (leaf 4 of the log).');
    expect(alone.exit).toBe(5);
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
    expect(alone.stderr).toContain('demands 2 signatures');
    expect(JSON.parse(begun.stdout)).toMatchObject({ sent: false, threshold: 2, missing: 1, file: 'policy.json' });
    expect(JSON.parse(ended.stdout)).toMatchObject({ sent: true, leaf: 5 });
    expect(log.stateOf(AGENCY_NAME)?.threshold).toBe(1);
  });

  it('refuses a file that others signed for another number', async () => {
    const { env, desk, log } = await twoPeople();
    await call([...POLICY, '2', '--out', 'policy.json'], { env, cwd: desk });

    const { exit, stderr } = await call([...POLICY, '1', '--with', 'policy.json'], { env, cwd: desk });

    expect(exit).toBe(2);
    expect(stderr).toContain('It holds: Change: 2 of the keys of eau must sign.');
    expect(log.size()).toBe(4);
  });

  it('records nothing where the threshold is what it is to be', async () => {
    const { env, log } = await twoPeople();

    const { exit, stderr } = await call([...POLICY, '1'], { env });
    const asJson = await call([...POLICY, '1', '--json'], { env });

    expect([exit, asJson.exit]).toEqual([0, 0]);
    expect(stderr).toContain('1 of the keys of eau must sign already. Nothing was changed.');
    expect(JSON.parse(asJson.stdout)).toEqual({ sent: false, already: true, agency: 'eau', threshold: 1 });
    expect(log.size()).toBe(4);
  });

  it('does not let an agency lock itself out', async () => {
    const { env, log } = await twoPeople();

    const { exit, stderr } = await call([...POLICY, '3'], { env });

    expect(exit).toBe(5);
    expect(stderr).toContain('a threshold of 3 and this many keys: 2');
    expect(log.size()).toBe(4);
  });

  it.each(['0', '1.5', 'two', '', '16'])('refuses the threshold %j with 2', async (value) => {
    const { exit, stderr } = await call([...POLICY, value]);

    expect(exit).toBe(2);
    if (value !== '') expect(stderr).toContain(`from 1 to 15, not "${value}"`);
  });
});
