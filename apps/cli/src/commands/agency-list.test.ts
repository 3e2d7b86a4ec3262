import { describe, expect, it } from 'vitest';

import { AGENCIES, AGENCY } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const script = {
  'GET /api/v1/agencies?limit=100': { body: AGENCIES },
  'GET /api/v1/agencies?limit=100&cursor=c2': { body: { total: 2, agencies: [{ ...AGENCY, name: 'travail' }] } },
};

describe('nforge agency list', () => {
  it('goes through all pages', async () => {
    const { env } = await startStandIn(script);

    const { exit, stdout } = await call(['agency', 'list'], { env });
    const asJson = await call(['agency', 'list', '--json'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'impots   Impôts, siège\ntravail  Impôts, siège\n' });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ agencies: [{ name: 'impots' }, { name: 'travail' }] });
  });

  it('ends when a registry names the same cursor for ever', async () => {
    const { env } = await startStandIn({
      ...script,
      'GET /api/v1/agencies?limit=100&cursor=c2': { body: AGENCIES },
    });

    expect((await call(['agency', 'list'], { env })).exit).toBe(0);
  });

  it('ends with 1 when the registry has an error of its own', async () => {
    const { env } = await startStandIn({ 'GET /api/v1/agencies?limit=100': refuse('internal') });

    expect((await call(['agency', 'list'], { env })).exit).toBe(1);
  });
});
