import { describe, expect, it } from 'vitest';

import { ALGORITHM, NAME, PATH } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

describe('nforge channel list', () => {
  it('lists channels and their versions', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}`]: { body: ALGORITHM } });

    const { exit, stdout } = await call(['channel', 'list', NAME], { env });
    const asJson = await call(['channel', 'list', NAME, '--json'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'latest  2.0.0\nbeta    2.1.0-rc.1\n' });
    expect(JSON.parse(asJson.stdout)).toEqual({ name: NAME, channels: ALGORITHM.channels });
  });

  it('says so when there are none', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}`]: { body: { ...ALGORITHM, channels: {} } } });

    const { exit, stdout, stderr } = await call(['channel', 'list', NAME], { env });

    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: '', stderr: `${NAME} has no channels.\n` });
  });

  it('ends with 6 when there is no such algorithm', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}`]: refuse('algorithm-unknown', { name: NAME }) });

    expect((await call(['channel', 'list', NAME], { env })).exit).toBe(6);
  });
});
