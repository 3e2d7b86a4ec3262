import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isToken } from '@national-forge/admission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runRegistry } from '../testing/run-registry.ts';
import { startTestRegistry } from '../testing/start-test-registry.ts';
import { parseExpiry } from './expiry.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nforge-accounts-'));
  data = join(folder, 'data');
  await runRegistry(['agency', 'create', 'impots', '--data', data, '--title', 'fr=Direction des impôts']);
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: readonly string[]) => runRegistry([...args, '--data', data]);

describe('agency', () => {
  it('create prints the agency, and refuses a second one with exit code 7', async () => {
    const first = await run('agency', 'create', 'finances', '--json');
    const second = await run('agency', 'create', 'finances', '--json');

    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([0, { name: 'finances', title: {} }]);
    expect([second.code, JSON.parse(second.stdout)]).toMatchObject([7, { ok: false, code: 'agency-taken' }]);
    expect(second.stderr).toContain('"finances" is, or was, the name of an agency');
  });

  it('create refuses what is no name with exit code 2, a reserved one with 5', async () => {
    const codes = await Promise.all(['Impôts', 'api'].map(async (name) => (await run('agency', 'create', name)).code));

    expect(codes).toEqual([2, 5]);
  });

  it('list prints every agency', async () => {
    const { stdout } = await run('agency', 'list', '--json');

    expect((JSON.parse(stdout) as { agencies: object[] }).agencies).toContainEqual(
      expect.objectContaining({ name: 'impots', title: { fr: 'Direction des impôts' } }),
    );
  });
});

describe('token', () => {
  it('create prints a token that a running server takes at once, and revoke ends it', async () => {
    const server = await startTestRegistry({ dataDir: data });
    const whoami = async (token: string) =>
      (await fetch(`${server.url}/api/v1/tokens/self`, { headers: { authorization: `Bearer ${token}` } })).status;

    const { stdout } = await run(
      'token',
      'create',
      '--agency',
      'impots',
      '--scope',
      'publish',
      'lifecycle',
      '--expires',
      '90d',
      '--json',
    );
    const { token, id } = JSON.parse(stdout) as { token: string; id: string };
    const before = await whoami(token);
    await run('token', 'revoke', id, '--agency', 'impots');
    const after = await whoami(token);
    await server.stop();

    expect([isToken(token), before, after]).toEqual([true, 200, 401]);
  });

  it('list shows tokens without their secrets', async () => {
    const made = await run(
      'token',
      'create',
      '--agency',
      'impots',
      '--scope',
      'owner',
      '--expires',
      '12h',
      '--label',
      'poste 4',
    );
    const { stdout } = await run('token', 'list', '--agency', 'impots');

    expect(stdout).toContain('poste 4');
    expect(stdout).not.toContain(made.stdout.trim());
  });

  it.each([
    [['--agency', 'impots', '--scope', 'operator', '--expires', '1d'], 5, 'operator'],
    [['--agency', 'nobody', '--scope', 'owner', '--expires', '1d'], 6, 'There is no agency "nobody"'],
    [['--scope', 'owner', '--expires', '1d'], 2, '--agency'],
    [['--agency', 'impots', '--scope', 'all', '--expires', '1d'], 2, 'no scope'],
    [['--agency', 'impots', '--scope', 'owner', '--expires', 'soon'], 2, '--expires'],
    [['--agency', 'impots', '--scope', 'owner', '--expires', '2000-01-01'], 5, 'must expire'],
    [['--agency', 'impots', '--scope', 'owner', '--expires', '900d'], 5, 'must expire'],
    [['--agency', 'impots', '--scope', 'owner'], 2, '--expires'],
  ])('create %j ends with %d and says why', async (args, code, text) => {
    const ended = await run('token', 'create', ...args);

    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toContain(text);
  });
});

describe('parseExpiry', () => {
  const now = new Date('2026-11-23T12:00:00Z');

  it.each([
    ['90d', '2027-02-21T12:00:00.000Z'],
    ['12h', '2026-11-24T00:00:00.000Z'],
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T08:00:00+01:00', '2027-01-31T07:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseExpiry(text, now).toISOString()).toBe(instant);
  });

  it.each(['', 'd', '5', '5w', '-5d', '2027-02-31', '2027-13-01', 'tomorrow', '1e3d'])('refuses %j', (text) => {
    expect(() => parseExpiry(text, now)).toThrow('--expires');
  });
});
