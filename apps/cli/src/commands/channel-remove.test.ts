import { describe, expect, it } from 'vitest';

import { CHANNEL, NAME, PATH } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const words = ['channel', 'remove', NAME, 'beta', '--reason', 'Trials are over'];

describe('nforge channel remove', () => {
  it('removes the channel that it has seen', async () => {
    const { env, requests } = await startStandIn({
      [`GET ${PATH}/channels/beta`]: { body: CHANNEL },
      [`DELETE ${PATH}/channels/beta?reason=Trials+are+over`]: { status: 204 },
    });

    const { exit, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: `${NAME}: the channel beta is gone.\n` });
    expect(requests[1]?.headers['if-match']).toBe('"e1"');
    expect(JSON.parse(asJson.stdout)).toEqual({ name: NAME, tag: 'beta', removed: true });
  });

  it('ends with 6 when there is no such channel', async () => {
    const unknown = refuse('channel-unknown', { name: NAME, tag: 'beta' });
    const { env } = await startStandIn({
      [`GET ${PATH}/channels/beta`]: unknown,
      [`DELETE ${PATH}/channels/beta?reason=Trials+are+over`]: unknown,
    });

    expect((await call(words, { env })).exit).toBe(6);
  });

  it('ends with 2 without a reason', async () => {
    expect((await call(['channel', 'remove', NAME, 'beta'])).exit).toBe(2);
  });
});
