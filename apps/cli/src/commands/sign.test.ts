import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith, folderWithAlgorithm } from '../testing/folders.ts';

const REGISTER = ['key', 'register', '--agency', AGENCY_NAME];

/** Three people with a key each, and a threshold of 2. */
async function threePeople() {
  const office = await openReadyOffice();
  const people = [folderWith(), folderWith()].map((home) => ({ ...office.env, HOME: home }));
  for (const env of people) {
    await office.createKey({ home: env.HOME });
    await call([...REGISTER, '--out', join(office.home, 'key.json')], { env });
    await call([...REGISTER, '--with', join(office.home, 'key.json')], office);
  }
  const { exit, stderr } = await call(['agency', 'policy', AGENCY_NAME, '--threshold', '2'], office);
  if (exit !== 0) throw new Error(stderr);
  const [second = office.env, third = office.env] = people;
  return { ...office, second, third, cwd: await folderWithAlgorithm() };
}

describe('nforge sign', () => {
  it('lets a second person publish what a first one signed', async () => {
    const { env, second, cwd, log } = await threePeople();

    const signed = await call(['sign', 'rule', '--out', 'rule.signed.json'], { env, cwd });
    const alone = await call(['publish', 'rule'], { env, cwd });
    const both = await call(['publish', 'rule', '--with', 'rule.signed.json'], { env: second, cwd });

    expect(signed).toMatchObject({ exit: 0, stdout: '' });
    expect(signed.stderr).toContain('1 of 2 signatures');
    expect(signed.stderr).toContain('nforge publish rule --with rule.signed.json');
    expect(alone.exit).toBe(5);
    expect(alone.stderr).toContain('demands 2 signatures; 1 are valid');
    expect(both.exit).toBe(0);
    expect(log.size()).toBe(7);
  });

  it('adds to the signatures of others, and takes no signature of a key revoked in between', async () => {
    const { env, second, third, cwd, log } = await threePeople();
    await call(['sign', 'rule', '--out', 'one.json'], { env, cwd });

    const twice = await call(['sign', 'rule', '--with', 'one.json', '--out', 'two.json', '--json'], {
      env: second,
      cwd,
    });
    const [first] = log.stateOf(AGENCY_NAME)?.keys ?? [];
    const revoke = ['key', 'revoke', first?.fingerprint ?? '', '--agency', AGENCY_NAME];
    await call([...revoke, '--out', 'revoke.json'], { env: second, cwd });
    const revoked = await call([...revoke, '--with', 'revoke.json'], { env: third, cwd });
    const late = await call(['publish', 'rule', '--with', 'two.json'], { env: third, cwd });

    expect(JSON.parse(twice.stdout)).toMatchObject({ file: 'two.json', releases: [{ threshold: 2, missing: 0 }] });
    expect(revoked.exit).toBe(0);
    expect(late.exit).toBe(5);
    expect(late.stderr).toContain(`The key ${first?.fingerprint ?? ''} of eau is revoked.`);
  });

  it('does not sign a folder that changed after the first signature', async () => {
    const { env, second, cwd } = await threePeople();
    await call(['sign', 'rule', '--out', 'one.json'], { env, cwd });
    appendFileSync(join(cwd, 'rule/README.md'), '\nchanged\n');

    const { exit, stderr } = await call(['publish', 'rule', '--with', 'one.json'], { env: second, cwd });

    expect(exit).toBe(8);
    expect(stderr).toContain('eau/besoin@0.1.0');
  });

  it.each([
    ['[]', 8],
    ['', 8],
    ['{"payload":"","payloadType":"x","signatures":[]}', 8],
  ])('refuses %j as a file of signatures with %i', async (content, code) => {
    const { env } = await openReadyOffice();
    const cwd = await folderWithAlgorithm();
    writeFileSync(join(cwd, 'bad.json'), content);

    const { exit, stderr } = await call(['sign', 'rule', '--with', 'bad.json', '--out', 'o.json'], { env, cwd });

    expect(exit).toBe(code);
    expect(stderr).toContain('bad.json does not hold signatures');
    expect(() => readFileSync(join(cwd, 'o.json'))).toThrow('ENOENT');
  });

  it('needs to be told where the signatures go', async () => {
    expect((await call(['sign', 'rule'])).exit).toBe(2);
  });
});
