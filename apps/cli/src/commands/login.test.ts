import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatToken } from '@national-forge/admission';
import { describe, expect, it } from 'vitest';

import { TOKEN } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { typist } from '../testing/typist.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const secret = formatToken(randomBytes(32));
const script = { 'GET /api/v1/tokens/self': { body: TOKEN } };

async function setUp(answers = script as Parameters<typeof startStandIn>[0]) {
  const home = folderWith({ token: `${secret}\n` });
  return { home, ...(await startStandIn(answers, home)), config: join(home, '.config/nforge') };
}

describe('nforge login', () => {
  it('stores a token from stdin for its owner alone, and uses it from then on', async () => {
    const { env, url, config, requests } = await setUp();

    const { exit, stdout, stderr } = await call(['login'], { env, stdin: `${secret}\n` });
    await call(['whoami'], { env });

    expect({ exit, stdout, stderr }).toEqual({
      exit: 0,
      stdout: '',
      stderr: `Logged in at ${url}: impots (publish).\n`,
    });
    expect(JSON.parse(readFileSync(join(config, 'credentials.json'), 'utf8'))).toEqual({ tokens: { [url]: secret } });
    expect(statSync(config).mode & 0o777).toBe(0o700);
    expect(statSync(join(config, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(requests[1]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('reads a token file, and makes the registry the default', async () => {
    const { home, url } = await setUp();
    const env = { HOME: home, NFORGE_REGISTRY: undefined };

    const { exit, stdout } = await call(['login', '--registry', `${url}/`, '--token-file', 'token', '--json'], {
      env,
      cwd: home,
    });
    const after = await call(['whoami', '--json'], { env });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ registry: url, ...TOKEN });
    expect(stdout).not.toContain(secret);
    expect(JSON.parse(after.stdout)).toMatchObject({ registry: url });
  });

  it('asks without showing the token when a person is there', async () => {
    const { env } = await setUp();
    const person = typist([['Token', `${secret}\r`]]);

    const { exit, stdout } = await call(['login'], { env, ...person });

    expect(exit).toBe(0);
    expect(person.screen()).toContain('Token');
    expect(`${person.screen()}${stdout}`).not.toContain(secret.slice(0, 12));
  });

  it('ends with 3 when the person gives up, and stores nothing', async () => {
    const { env, requests } = await setUp();

    expect((await call(['login'], { env, ...typist([['Token', '\u0003']]) })).exit).toBe(3);
    expect(requests).toEqual([]);
  });

  it('finds a token that was cut off without sending it', async () => {
    const { env, requests } = await setUp();

    const { exit, stderr } = await call(['login'], { env, stdin: secret.slice(0, -1) });

    expect(exit).toBe(2);
    expect(stderr).toContain('cut off or changed');
    expect(requests).toEqual([]);
  });

  it('stores nothing when the registry does not know the token', async () => {
    const { env, config } = await setUp({ 'GET /api/v1/tokens/self': refuse('unauthenticated') });

    expect((await call(['login'], { env, stdin: secret })).exit).toBe(4);
    expect(() => readFileSync(join(config, 'credentials.json'))).toThrow('ENOENT');
  });

  it('ends with 2 when the token file is not there or the settings are broken', async () => {
    const { env, home, config } = await setUp();

    const missing = await call(['login', '--token-file', 'nowhere'], { env, cwd: home });
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'credentials.json'), '{');
    const broken = await call(['login', '--token-file', 'token'], { env, cwd: home });

    expect(missing).toMatchObject({ exit: 2, stderr: expect.stringContaining('nowhere') as string });
    expect(broken).toMatchObject({ exit: 2, stderr: expect.stringContaining('credentials.json') as string });
  });

  it('has no option that would take the token as a word of the command line', async () => {
    expect((await call(['login', '--token', secret])).exit).toBe(2);
  });
});
