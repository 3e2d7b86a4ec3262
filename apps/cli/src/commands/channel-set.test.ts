import { describe, expect, it } from 'vitest';

import { CHANNEL, NAME, PATH } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { channelReceipt, receiptLog } from '../testing/receipts.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { firstWrite, refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const written = { ...CHANNEL, receipt: channelReceipt('beta', '2.0.0') };
const words = ['channel', 'set', `${NAME}@2.0.0`, 'beta', '--reason', 'Ready for trials'];
const start = (script: Script) => startStandIn(script, folderWith(), logRoutes(receiptLog));

describe('nforge channel set', () => {
  it('moves a channel that it has seen, and no other', async () => {
    const { env, requests } = await start({
      [`GET ${PATH}/channels/beta`]: { body: CHANNEL },
      [`PUT ${PATH}/channels/beta`]: { body: written },
    });

    const { exit, stdout, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain(`${NAME}: beta is now 2.0.0.\n`);
    expect(firstWrite(requests)?.headers['if-match']).toBe('"e1"');
    expect(JSON.parse(firstWrite(requests)?.body ?? '')).toEqual({ version: '2.0.0', reason: 'Ready for trials' });
    expect(JSON.parse(asJson.stdout)).toEqual(written);
  });

  it('makes a new channel only if nobody made it meanwhile', async () => {
    const { env, requests } = await start({
      [`GET ${PATH}/channels/beta`]: refuse('channel-unknown', { name: NAME, tag: 'beta' }),
      [`PUT ${PATH}/channels/beta`]: { body: written },
    });

    expect((await call(words, { env })).exit).toBe(0);
    expect(firstWrite(requests)?.headers['if-none-match']).toBe('*');
  });

  it('ends with 7 when somebody else moved it meanwhile', async () => {
    const { env } = await start({
      [`GET ${PATH}/channels/beta`]: { body: CHANNEL },
      [`PUT ${PATH}/channels/beta`]: refuse('precondition-failed', { current: '"e2"' }),
    });

    expect((await call(words, { env })).exit).toBe(7);
  });

  it.each([
    [['channel', 'set', NAME, 'beta', '--reason', 'because'], 'names no version'],
    [['channel', 'set', `${NAME}@2.0.0`, 'beta'], 'This needs the option --reason.'],
    [['channel', 'set', `${NAME}@2.0.0`, 'beta', '--reason', 'ok'], 'at least three characters'],
    [['channel', 'set', `${NAME}@2.0.0`, 'v1', '--reason', 'because'], 'v1'],
    [['channel', 'set', `${NAME}@2.0.0`], 'needs the argument channel'],
  ])('refuses %j with 2 before it asks anyone', async (wrong, said) => {
    const { exit, stderr } = await call(wrong);

    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });
});
