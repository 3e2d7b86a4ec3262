import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

async function project() {
  const { script, others } = await published();
  const cwd = folderWith({ 'forge.json': '{"requirements":{"eau/besoin":"^0.1.0"}}' });
  return { cwd, ...(await startStandIn(script, folderWith(), others)) };
}

describe('nforge update', () => {
  it('asks anew for what it is to raise', async () => {
    const { cwd, env, requests } = await project();
    await call(['install'], { env, cwd });

    const { exit, stderr } = await call(['update', 'eau/besoin'], { env, cwd });
    const asJson = await call(['update', '--json'], { env, cwd });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '0 installed, 1 already there.\n' });
    const asked = requests
      .filter(({ path }) => path === '/api/v1/resolve')
      .map(({ body }) => JSON.parse(body) as object);
    expect(asked).toHaveLength(3);
    expect(asked[1]).not.toHaveProperty(['locked', 'eau/besoin@0']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ kept: 1, lockChanged: false });
  });

  it('ends with 6 for an algorithm that the project does not use', async () => {
    const { cwd, env } = await project();

    const { exit, stderr } = await call(['update', 'eau/autre'], { env, cwd });

    expect(exit).toBe(6);
    expect(stderr).toContain('forge.json does not ask for eau/autre.');
  });
});
