import { describe, expect, it } from 'vitest';

import { TOKEN } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const words = ['token', 'list', '--agency', 'impots'];
const route = 'GET /api/v1/agencies/impots/tokens';

describe('nforge token list', () => {
  it('lists tokens with their state', async () => {
    const tokens = [TOKEN, { ...TOKEN, id: 't2', revokedAt: '2026-05-01T00:00:00Z' }];
    const { env } = await startStandIn({ [route]: { body: { tokens } } });

    const { exit, stdout } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect(exit).toBe(0);
    expect(stdout).toBe(
      't1  robot  publish  until 2027-01-01T00:00:00Z\nt2  robot  publish  revoked 2026-05-01T00:00:00Z\n',
    );
    expect(JSON.parse(asJson.stdout)).toEqual({ tokens });
  });

  it('says so when there are none', async () => {
    const { env } = await startStandIn({ [route]: { body: { tokens: [] } } });

    expect(await call(words, { env })).toMatchObject({ exit: 0, stdout: '', stderr: 'impots has no tokens.\n' });
  });

  it('ends with 5 for the tokens of another agency', async () => {
    const { env } = await startStandIn({ [route]: refuse('agency-forbidden') });

    expect((await call(words, { env })).exit).toBe(5);
  });

  it('ends with 2 without an agency', async () => {
    expect((await call(['token', 'list'])).exit).toBe(2);
  });
});
