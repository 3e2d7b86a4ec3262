import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const words = ['token', 'revoke', 't1', '--agency', 'impots'];
const route = 'DELETE /api/v1/agencies/impots/tokens/t1';

describe('nforge token revoke', () => {
  it('revokes a token by its identifier', async () => {
    const { env, requests } = await startStandIn({ [route]: { status: 204 } });

    const { exit, stdout, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: '', stderr: 'Token t1 is revoked.\n' });
    expect(JSON.parse(asJson.stdout)).toEqual({ agency: 'impots', id: 't1', revoked: true });
    expect(requests).toHaveLength(2);
  });

  it('ends with 6 when there is no such token', async () => {
    const { env } = await startStandIn({ [route]: refuse('token-unknown', { id: 't1' }) });

    expect((await call(words, { env })).exit).toBe(6);
  });

  it('ends with 2 when it is not said which', async () => {
    expect((await call(['token', 'revoke', '--agency', 'impots'])).exit).toBe(2);
  });
});
