import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

async function project() {
  const { script, others, log } = await published();
  const cwd = folderWith({ 'forge.json': '{"requirements":{"eau/besoin":"^0.1.0"}}' });
  const home = folderWith();
  return { cwd, script, log, home, ...(await startStandIn(script, home, others)) };
}

describe('nforge install', () => {
  it('installs what forge.json asks for, then from lock and cache without asking anyone', async () => {
    const { cwd, env, requests } = await project();

    const first = await call(['install'], { env, cwd });
    rmSync(join(cwd, 'forge_modules'), { recursive: true });
    const asked = requests.length;
    const again = await call(['install', '--locked', '--offline', '--json'], { env, cwd });

    expect(first).toMatchObject({ exit: 0, stdout: '' });
    expect(again.exit).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ installed: [{ name: 'eau/besoin' }], lockChanged: false });
    expect(requests).toHaveLength(asked);
  });

  it('needs no answer of the registry when nothing is missing, and says what is not known then', async () => {
    const { cwd, env } = await project();
    await call(['install'], { env, cwd });

    const dead = { ...env, NFORGE_REGISTRY: 'http://127.0.0.1:1' };
    const { exit, stderr } = await call(['install', '--locked'], { env: dead, cwd });

    expect(exit).toBe(0);
    expect(stderr).toContain('The registry did not answer');
  });

  it('says that nobody answers where something is missing, on a computer that has nothing yet', async () => {
    const { cwd, env } = await project();
    await call(['install'], { env, cwd });

    const dead = { HOME: folderWith(), NFORGE_REGISTRY: 'http://127.0.0.1:1' };
    const { exit, stderr } = await call(['install', '--locked'], { env: dead, cwd });

    expect(exit).toBe(9);
    expect(stderr).toContain('Nobody answers at 127.0.0.1:1.');
    expect(stderr).not.toContain('--offline');
  });

  it('names the step of a proof that failed, and the file of this computer that is at fault', async () => {
    const { cwd, env, home } = await project();
    await call(['install'], { env, cwd });
    const proofs = join(home, '.cache/nforge/proofs');
    const name = readdirSync(proofs, { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith('.tlog-proof'),
    );
    const proof = readFileSync(join(proofs, name ?? ''));
    const lock = readFileSync(join(cwd, 'forge-lock.json'), 'utf8');

    writeFileSync(join(proofs, name ?? ''), '');
    const damaged = await call(['install', '--offline'], { env, cwd });
    writeFileSync(join(proofs, name ?? ''), proof);
    writeFileSync(join(cwd, 'forge-lock.json'), lock.replace(/"logIndex": \d+/, '"logIndex": 0'));
    const edited = await call(['install', '--offline'], { env, cwd });

    expect(damaged.exit).toBe(8);
    expect(damaged.stderr).toContain('The proof of eau/besoin@0.1.0 in the cache of this computer is damaged');
    expect(damaged.stderr).toContain('The step "place in the log" failed.');
    expect(edited.exit).toBe(8);
    expect(edited.stderr).toContain('restore it from your version control');
  });

  it('ends with 6 where there is no project, and says how to begin one', async () => {
    const { env } = await project();

    const { exit, stderr } = await call(['install'], { env, cwd: folderWith() });

    expect(exit).toBe(6);
    expect(stderr).toContain('There is no forge.json in');
    expect(stderr).toContain('nforge add agency/name');
  });

  it('ends with 7 when --locked finds that forge.json asks for something else', async () => {
    const { cwd, env } = await project();
    await call(['install'], { env, cwd });
    writeFileSync(join(cwd, 'forge.json'), '{"requirements":{"eau/besoin":"^0.2.0"}}');

    const { exit, stdout } = await call(['install', '--locked', '--json'], { env, cwd });

    expect(exit).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'lock-outdated', exit: 7 } });
  });

  it('ends with 9 when --offline lacks what it needs', async () => {
    const { cwd, env } = await project();

    expect((await call(['install', '--offline'], { env, cwd })).exit).toBe(9);
  });

  it('ends with 6 for a release that was removed by law since, names the decision and what to do', async () => {
    const { cwd, env, ...rest } = await project();
    await call(['install'], { env, cwd });
    const path = 'GET /api/v1/algorithms/eau/besoin/versions/0.1.0/status';
    const { script, log } = rest;
    const tombstoned = { reference: 'TGI-1', since: '2026-02-01T00:00:00Z' };
    const status = { name: 'eau/besoin', version: '0.1.0', yanked: null, deprecated: null, tombstoned, logIndex: 3 };
    const after = await startStandIn({ ...script, [path]: { body: status } }, rest.home, logRoutes(log));

    const { exit, stderr } = await call(['install'], { env: after.env, cwd });
    const french = await call(['install'], { env: after.env, cwd, locale: 'fr' });
    const offline = await call(['install', '--offline'], { env: after.env, cwd });

    expect([exit, french.exit, offline.exit]).toEqual([6, 6, 0]);
    expect(stderr).toContain('eau/besoin@0.1.0 was removed by the decision "TGI-1"');
    expect(stderr).toContain('Run "nforge update"');
    expect(french.stderr).toContain('« nforge update »');
  });

  it('is interrupted with 130 and leaves the project as it was', async () => {
    const { cwd, env } = await project();

    const { exit, stderr } = await call(['install'], { env, cwd, signal: AbortSignal.abort() });

    expect(exit).toBe(130);
    expect(stderr).toContain('Interrupted. Nothing was left half done.');
    expect(() => readFileSync(join(cwd, 'forge-lock.json'))).toThrow('ENOENT');
  });
});
