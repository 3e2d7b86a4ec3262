import { describe, expect, it } from 'vitest';

import { ALGORITHM } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

async function project(latest: string) {
  const { script, others } = await published();
  const cwd = folderWith({ 'forge.json': '{"requirements":{"eau/besoin":"^0.1.0"}}' });
  const head = { ...ALGORITHM, name: 'eau/besoin', agency: 'eau', latest, channels: {} };
  const standIn = await startStandIn(
    { ...script, 'GET /api/v1/algorithms/eau/besoin': { body: head } },
    folderWith(),
    others,
  );
  await call(['install'], { env: standIn.env, cwd });
  return { cwd, ...standIn };
}

describe('nforge outdated', () => {
  it('is silent on stdout when everything is up to date', async () => {
    const { cwd, env } = await project('0.1.0');

    const { exit, stdout, stderr } = await call(['outdated'], { env, cwd });

    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: '', stderr: 'Everything is up to date.\n' });
  });

  it('ends with 10 and names what there is', async () => {
    const { cwd, env } = await project('2.0.0');

    const { exit, stdout } = await call(['outdated'], { env, cwd });
    const asJson = await call(['outdated', '--json'], { env, cwd });

    expect(exit).toBe(10);
    expect(stdout).toBe('Name        Locked  Allowed  Latest\neau/besoin  0.1.0   0.1.0    2.0.0\n');
    expect(asJson.exit).toBe(10);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ outdated: [{ name: 'eau/besoin', latest: '2.0.0' }] });
  });

  it('ends with 6 where there is no project', async () => {
    expect((await call(['outdated'], { cwd: folderWith() })).exit).toBe(6);
  });
});
