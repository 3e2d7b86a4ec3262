import { describe, expect, it } from 'vitest';

import { CHANNEL, NAME, PATH } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { channelReceipt, receiptLog } from '../testing/receipts.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { firstWrite, refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const receipt = channelReceipt('beta', null);
const words = ['channel', 'remove', NAME, 'beta', '--reason', 'Trials are over'];
const start = (script: Script) => startStandIn(script, folderWith(), logRoutes(receiptLog));

describe('nforge channel remove', () => {
  it('removes the channel that it has seen', async () => {
    const { env, requests } = await start({
      [`GET ${PATH}/channels/beta`]: { body: CHANNEL },
      [`DELETE ${PATH}/channels/beta?reason=Trials+are+over`]: { body: { receipt } },
    });

    const { exit, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit }).toEqual({ exit: 0 });
    expect(stderr).toContain(`${NAME}: the channel beta is gone.\n`);
    expect(firstWrite(requests)?.headers['if-match']).toBe('"e1"');
    expect(JSON.parse(asJson.stdout)).toEqual({ name: NAME, tag: 'beta', removed: true, receipt });
  });

  it('ends with 6 when there is no such channel', async () => {
    const unknown = refuse('channel-unknown', { name: NAME, tag: 'beta' });
    const { env } = await start({
      [`GET ${PATH}/channels/beta`]: unknown,
      [`DELETE ${PATH}/channels/beta?reason=Trials+are+over`]: unknown,
    });

    expect((await call(words, { env })).exit).toBe(6);
  });

  it('ends with 2 without a reason', async () => {
    expect((await call(['channel', 'remove', NAME, 'beta'])).exit).toBe(2);
  });
});
