import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { SECRET, SERVICE, TOKEN } from '../testing/answers.ts';
import { call, NOW, type Called } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { startSampleLog } from '../testing/sample-log.ts';
import { refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const date = { date: NOW.toUTCString() };
const log = startSampleLog();
const healthy: Script = {
  'GET /api/v1': { body: SERVICE, headers: date },
  'HEAD /api/v1': { headers: date },
  'GET /api/v1/tokens/self': { body: TOKEN },
};

interface Document {
  readonly ok: boolean;
  readonly checks: readonly { check: string; status: string; message: string }[];
}
const checksOf = ({ stdout }: Called) =>
  Object.fromEntries((JSON.parse(stdout) as Document).checks.map(({ check, status }) => [check, status]));

describe('nforge doctor', () => {
  it('finds everything well, line by line', async () => {
    const { env } = await startStandIn(
      { ...healthy, 'GET /api/v1': { body: { ...SERVICE, cli: null } } },
      folderWith(),
      logRoutes(log),
    );

    const { exit, stdout, stderr } = await call(['doctor'], { env: { ...env, NFORGE_TOKEN: SECRET } });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'Everything needed works.\n' });
    expect(stdout.split('\n')).toHaveLength(13);
    expect(stdout).toMatch(/^ok +Token +impots: publish, until 2027-01-01/m);
  });

  it('proposes a newer nforge and tells a clock that is off, without failing', async () => {
    const late = { date: new Date(NOW.getTime() - 3_600_000).toUTCString() };
    const { env } = await startStandIn({ ...healthy, 'HEAD /api/v1': { headers: late } }, folderWith(), logRoutes(log));

    const called = await call(['doctor', '--json'], { env });

    expect(called.exit).toBe(0);
    expect(checksOf(called)).toMatchObject({ program: 'warn', clock: 'warn', token: 'skip' });
    expect(called.stdout).toContain('differ by 3600 s');
  });

  it('warns that the registry takes no writes, and says what its operator can do', async () => {
    const service = { ...SERVICE, cli: null, log: { ...SERVICE.log, writes: 'log-behind' } };
    const script: Script = { ...healthy, 'GET /api/v1': { body: service, headers: date } };
    const { env } = await startStandIn(script, folderWith(), logRoutes(log));

    const { exit, stdout, stderr } = await call(['doctor'], { env });
    const asked = await call(['doctor', '--json'], { env });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'Nothing fails; mind the warnings above.\n' });
    expect(stdout).toMatch(/^warn.* +Registry +.*takes no writes \(log-behind\).*log catch-up/m);
    expect(checksOf(asked)).toMatchObject({ registry: 'warn' });
  });

  it('shows the log before it is trusted, and afterwards that it continues the checkpoint seen last', async () => {
    const { env } = await startStandIn(healthy, folderWith(), logRoutes(log));

    const before = await call(['doctor', '--json'], { env });
    const still = await call(['doctor', '--json'], { env });
    await call(['log', 'trust', '--yes'], { env });
    log.openAgency(`a${String(log.size())}`);
    const after = await call(['doctor', '--json'], { env });

    for (const { stdout } of [before, still]) expect(stdout).toContain('not used from this computer yet');
    const size = log.size();
    expect(after.stdout).toContain(`checkpoint ${String(size)} continues checkpoint ${String(size - 1)}`);
    expect(after.stdout).toContain(log.key);
  });

  it('fails where the log is another than before, or others may read a key', async () => {
    const home = folderWith();
    const answer = { log: startSampleLog('one.example') };
    const { env } = await startStandIn(healthy, home, (request) => logRoutes(answer.log)(request));
    await call(['log', 'trust', '--yes'], { env });
    answer.log = startSampleLog('two.example');
    const { stdout } = await call(['key', 'create', '--json'], { env });
    chmodSync((JSON.parse(stdout) as { file: string }).file, 0o644);

    const called = await call(['doctor', '--json'], { env });

    expect(called.exit).toBe(1);
    expect(checksOf(called)).toMatchObject({ log: 'fail', keys: 'fail' });
    expect(called.stdout).toContain('Others may read or change the private key');
  });

  it('fails with 1 when the registry does not answer, and still tells the rest', async () => {
    const called = await call(['doctor', '--json'], { env: { HOME: folderWith() } });

    expect(called.exit).toBe(1);
    expect(checksOf(called)).toMatchObject({ registry: 'fail', clock: 'skip', cache: 'ok', node: 'ok' });
    expect(called.stdout).toContain('Nobody answers at 127.0.0.1:9.');
  });

  it('fails for a token that is not accepted, a CA file that is none, a cache that is a file, open settings', async () => {
    const home = folderWith({ 'ca.pem': 'nothing', cache: '' });
    const { env } = await startStandIn(
      { ...healthy, 'GET /api/v1/tokens/self': refuse('token-expired') },
      home,
      logRoutes(log),
    );
    mkdirSync(join(home, '.config/nforge'), { recursive: true });
    writeFileSync(join(home, '.config/nforge/credentials.json'), '{}');
    chmodSync(join(home, '.config/nforge/credentials.json'), 0o644);
    const settings = { ...env, NFORGE_TOKEN: SECRET };

    const called = await call(['doctor', '--json'], { env: { ...settings, XDG_CACHE_HOME: join(home, 'cache') } });
    const withCa = await call(['doctor', '--json'], { env: { ...settings, NFORGE_CA_FILE: join(home, 'ca.pem') } });

    expect(called.exit).toBe(1);
    expect(checksOf(called)).toMatchObject({ token: 'fail', cache: 'fail', settings: 'fail', ca: 'ok' });
    expect(checksOf(withCa)).toMatchObject({ ca: 'fail' });
  });

  it('names the proxy without its password, and a proxy that cannot be', async () => {
    const proxied = await call(['doctor', '--json'], {
      env: { HOME: folderWith(), NFORGE_REGISTRY: 'http://forge.invalid', HTTP_PROXY: 'http://me:secret@127.0.0.1:9' },
    });
    const wrong = await call(['doctor', '--json'], {
      env: { HOME: folderWith(), NFORGE_REGISTRY: 'http://forge.invalid', HTTP_PROXY: 'socks5://127.0.0.1:9' },
    });

    expect(proxied.stdout).toContain('http://127.0.0.1:9');
    expect(proxied.stdout).not.toContain('secret');
    expect(checksOf(proxied)).toMatchObject({ encryption: 'warn', proxy: 'ok' });
    expect(wrong.exit).toBe(2);
    expect(wrong.stdout).toContain('Write HTTPS_PROXY as http://host:port.');
  });
});
