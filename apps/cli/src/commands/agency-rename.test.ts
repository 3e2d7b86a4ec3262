import { describe, expect, it } from 'vitest';

import { AGENCY } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { openMovers, TOKENS } from '../testing/movers.ts';

const RENAME = ['agency', 'rename', 'eau', 'eaux'];

describe('nforge agency rename', () => {
  it('is signed by the agency and sent by the operator, who has no key', async () => {
    const { env, log, desk, requests } = await openMovers();
    const operator = { ...env, HOME: desk, NFORGE_TOKEN: TOKENS.operator };

    const signed = await call([...RENAME, '--reason', "L'eau", '--out', 'rename.json', '--yes'], { env, cwd: desk });
    const before = log.size();
    const words = [...RENAME, '--with', 'rename.json', '--reason', "L'eau", '--yes'];
    const sent = await call(words, { env: operator, cwd: desk });

    expect(signed.exit).toBe(0);
    expect(signed.stderr).toContain('They are enough. The operator of the registry sends them: ');
    expect(signed.stderr).toContain(`nforge agency rename eau eaux --reason 'L'\\''eau' --with rename.json\n`);
    expect(before).toBe(5);
    expect(sent).toMatchObject({ exit: 0, stdout: '' });
    expect(sent.stderr).toContain('eau is named eaux now (leaf 5 of the log).');
    expect(sent.stderr).toContain('write eaux/… as the name in algorithm.yaml');
    expect(requests.some(({ body }) => body.includes('"reason":"L\'eau"'))).toBe(true);
    expect(log.stateOf('eaux')?.keys).toHaveLength(1);
  });

  it.each([
    ['an owner', TOKENS.owner, 5],
    ['nobody', undefined, 4],
  ])('says that it needs the token of the operator, not of %s, before anybody signs', async (_, token, exit) => {
    const { env, log, desk } = await openMovers();

    const refused = await call([...RENAME, '--yes'], { env: { ...env, NFORGE_TOKEN: token }, cwd: desk });

    expect(refused.exit).toBe(exit);
    expect(refused.stderr).toContain('This needs the token of the operator, beside the signatures of eau');
    expect(refused.stderr).toContain('nforge agency rename eau eaux --with FILE');
    expect(log.size()).toBe(5);
  });

  it('is refused without the signatures of the agency, whatever the token', async () => {
    const { env, log, desk } = await openMovers();

    const { exit, stderr } = await call([...RENAME, '--yes'], {
      ...{ env: { ...env, HOME: desk, NFORGE_TOKEN: TOKENS.operator }, cwd: desk },
    });

    expect(exit).toBe(5);
    expect(stderr).toContain('No key of this computer may sign "transfer" for eau.');
    expect(stderr).toContain('pass the file to eau');
    expect(log.size()).toBe(5);
  });

  it('to the name of another agency, or of a path of the registry, is refused', async () => {
    const { env, desk } = await openMovers();

    const taken = await call(['agency', 'rename', 'eau', 'travail', '--out', 'r.json', '--yes'], { env, cwd: desk });
    const reserved = await call(['agency', 'rename', 'eau', 'api', '--yes'], { env, cwd: desk });
    const unknown = await call(['agency', 'rename', 'feu', 'flammes', '--yes'], { env, cwd: desk });

    expect([taken.exit, reserved.exit, unknown.exit]).toEqual([7, 2, 6]);
    expect(taken.stderr).toContain('"travail" is, or was, the name of an agency');
  });

  it('is not taken for made on the word of the registry', async () => {
    const { env, log, desk, behind } = await openMovers();
    const lying = await behind({
      'GET /api/v1/agencies/eau': { status: 308, headers: { location: '/api/v1/agencies/eaux' } },
      'GET /api/v1/agencies/eaux': { body: { ...AGENCY, name: 'eaux' } },
    });

    const { exit, stderr } = await call([...RENAME, '--yes'], { env: { ...env, ...lying }, cwd: desk });

    expect([exit, stderr]).toEqual([7, expect.stringContaining('"eaux" is, or was, the name of an agency')]);
    expect(log.size()).toBe(5);
  });

  it('leaves the agency readable under its old name, and writes only under the present one', async () => {
    const { env, desk } = await openMovers();
    const operator = { ...env, NFORGE_TOKEN: TOKENS.operator };
    await call([...RENAME, '--yes'], { env: operator, cwd: desk });

    const again = await call([...RENAME, '--yes', '--json'], { env: operator, cwd: desk });
    const viewed = await call(['agency', 'view', 'eau'], { env });
    const asJson = await call(['agency', 'view', 'eau', '--json'], { env });
    const listed = await call(['key', 'list', '--agency', 'eau', '--json'], { env });
    const policy = await call(['agency', 'policy', 'eau', '--threshold', '1'], { env });
    const inFrench = await call(['agency', 'policy', 'eau', '--threshold', '1'], { env, locale: 'fr' });
    const rotated = await call(['key', 'rotate', '--agency', 'eau'], { env });
    const asJsonToo = await call(['agency', 'policy', 'eau', '--threshold=1', '--json'], { env });

    const moved = { from: 'eau', to: 'eaux' };
    expect(JSON.parse(again.stdout)).toEqual({ sent: false, already: true, ...moved });
    expect(viewed.exit).toBe(0);
    expect(viewed.stderr.match(/^eau is now named eaux\.$/gm)).toHaveLength(1);
    expect(viewed.stdout).toMatch(/^Agency +eaux$/m);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ agency: 'eaux', threshold: 1, moved: [moved] });
    expect(JSON.parse(listed.stdout)).toMatchObject({ agency: 'eaux', moved: [moved] });
    expect(policy.exit).toBe(7);
    expect(policy.stderr).toContain('Use its present name: nforge agency policy eaux --threshold 1\n');
    expect([rotated.exit, rotated.stderr]).toEqual([7, expect.stringContaining('nforge key rotate --agency eaux')]);
    expect(inFrench.stderr).toContain('Utilisez son nom actuel : nforge agency policy eaux --threshold 1\n');
    expect(JSON.parse(asJsonToo.stdout)).toMatchObject({ error: { code: 'agency-moved', exit: 7, moved } });
  });
});
