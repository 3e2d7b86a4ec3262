import { describe, expect, it } from 'vitest';

import { CREATED, SECRET } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const words = ['token', 'create', '--agency', 'impots', '--scope', 'publish'];
const route = 'POST /api/v1/agencies/impots/tokens';

describe('nforge token create', () => {
  it('prints nothing but the secret on stdout', async () => {
    const { env, requests } = await startStandIn({ [route]: { status: 201, body: CREATED } });

    const { exit, stdout, stderr } = await call(
      [
        ...words,
        '--scope',
        'lifecycle',
        '--algorithm',
        'impots/a,impots/b',
        '--label',
        'robot, night',
        '--expires',
        '30d',
      ],
      { env },
    );

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: `${SECRET}\n` });
    expect(stderr).toContain('valid until 2027-01-01T00:00:00Z');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      scopes: ['publish', 'lifecycle'],
      algorithms: ['impots/a', 'impots/b'],
      label: 'robot, night',
      expiresInDays: 30,
    });
  });

  it('prints the whole token as JSON', async () => {
    const { env } = await startStandIn({ [route]: { status: 201, body: CREATED } });

    expect(JSON.parse((await call([...words, '--json'], { env })).stdout)).toEqual(CREATED);
  });

  it('ends with 5 when the token may not make tokens', async () => {
    const { env } = await startStandIn({ [route]: refuse('scope-missing', { scope: 'owner', scopes: 'publish' }) });

    expect((await call(words, { env })).exit).toBe(5);
  });

  it.each([
    [['token', 'create', '--agency', 'impots'], '--scope'],
    [['token', 'create', '--scope', 'publish'], '--agency'],
    [['token', 'create', '--agency', 'impots', '--scope', 'publsh'], 'Did you mean "publish"?'],
    [[...words, '--expires', '0'], '--expires takes a number of days'],
    [[...words, '--expires', '367'], '--expires takes a number of days'],
  ])('refuses %j with 2', async (wrong, said) => {
    const { exit, stderr } = await call(wrong);

    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });
});
