import { describe, expect, it } from 'vitest';

import { ALGORITHM, CHANNEL, NAME, PATH } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { channelReceipt, receiptLog } from '../testing/receipts.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const words = ['promote', NAME, '--from', 'beta', '--to', 'production', '--reason', 'Approved'];
const start = (script: Script) => startStandIn(script, folderWith(), logRoutes(receiptLog));

describe('nforge promote', () => {
  it('moves the channels of all algorithms in one request', async () => {
    const { env, requests } = await start({
      [`GET ${PATH}`]: { body: ALGORITHM },
      [`GET ${PATH}/channels/production`]: refuse('channel-unknown'),
      'POST /api/v1/channels': {
        body: {
          channels: [{ ...CHANNEL, tag: 'production', version: '2.1.0-rc.1', etag: '"e2"' }],
          receipts: [channelReceipt('production', '2.1.0-rc.1')],
        },
      },
    });

    const { exit, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit }).toEqual({ exit: 0 });
    expect(stderr).toContain(`${NAME}: production is now 2.1.0-rc.1.\n`);
    expect(JSON.parse(requests.find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
      moves: [{ name: NAME, tag: 'production', version: '2.1.0-rc.1', ifMatch: null }],
      reason: 'Approved',
    });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ channels: [{ tag: 'production' }] });
  });

  it('changes nothing and ends with 6 when one algorithm lacks the channel', async () => {
    const { env, requests } = await start({ [`GET ${PATH}`]: { body: { ...ALGORITHM, channels: {} } } });

    const { exit, stderr } = await call(words, { env });

    expect(exit).toBe(6);
    expect(stderr).toContain(`${NAME} has no channel beta.`);
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('ends with 2 when it is not said from where', async () => {
    const { exit, stderr } = await call(['promote', NAME, '--to', 'production', '--reason', 'Approved']);

    expect(exit).toBe(2);
    expect(stderr).toContain('--from');
  });
});
