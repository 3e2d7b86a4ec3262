import { describe, expect, it } from 'vitest';

import { NAME, PATH, STATUS } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { statusReceipt, receiptLog } from '../testing/receipts.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { firstWrite, refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const words = ['yank', `${NAME}@2.0.0`, '--reason', 'Wrong bracket'];
const status = `${PATH}/versions/2.0.0/status`;
const written = { ...STATUS, receipt: statusReceipt('yank') };
const start = (script: Script) => startStandIn(script, folderWith(), logRoutes(receiptLog));

describe('nforge yank', () => {
  it('changes the status it has seen, and gives the reason', async () => {
    const { env, requests } = await start({
      [`GET ${status}`]: { body: STATUS },
      [`PUT ${status}`]: { body: written },
    });

    const { exit, stdout, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain('is withdrawn from new use');
    expect(firstWrite(requests)?.headers['if-match']).toBe('"e1"');
    expect(JSON.parse(firstWrite(requests)?.body ?? '')).toEqual({
      yanked: true,
      deprecated: false,
      successor: null,
      reason: 'Wrong bracket',
    });
    expect(JSON.parse(asJson.stdout)).toEqual(written);
  });

  it('takes it back with --undo', async () => {
    const since = { reason: 'x', since: '2026-01-01T00:00:00Z' };
    const changed = { ...STATUS, yanked: since, deprecated: { ...since, successor: null } };
    const { env, requests } = await start({
      [`GET ${status}`]: { body: changed },
      [`PUT ${status}`]: { body: { ...STATUS, receipt: statusReceipt('unyank') } },
    });

    const { exit, stderr } = await call(['yank', `${NAME}@2.0.0`, '--undo', '--reason', 'It was right'], { env });

    expect(exit).toBe(0);
    expect(stderr).toContain('can be used anew');
    expect(JSON.parse(firstWrite(requests)?.body ?? '')).toMatchObject({ yanked: false });
  });

  it('ends with 8 when the registry acknowledges something else', async () => {
    const { env } = await start({
      [`GET ${status}`]: { body: STATUS },
      [`PUT ${status}`]: { body: { ...STATUS, receipt: statusReceipt('unyank') } },
    });

    const { exit, stderr } = await call(words, { env });

    expect(exit).toBe(8);
    expect(stderr).toContain('with a receipt that does not prove it');
  });

  it('ends with 4 without a token, and says how to get one', async () => {
    const { env } = await start({
      [`GET ${status}`]: { body: STATUS },
      [`PUT ${status}`]: refuse('unauthenticated'),
    });

    const { exit, stderr } = await call(words, { env });

    expect(exit).toBe(4);
    expect(stderr).toContain('nforge login');
  });

  it.each([
    [['yank', NAME, '--reason', 'because'], 'names no version'],
    [['yank', `${NAME}@^2.0.0`, '--reason', 'because'], '^2.0.0'],
    [['yank', `${NAME}@2.0.0`], '--reason'],
  ])('refuses %j with 2', async (wrong, said) => {
    const { exit, stderr } = await call(wrong);

    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });
});
