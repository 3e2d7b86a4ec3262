import { describe, expect, it } from 'vitest';

import { AGENCY } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { agencyReceipt, receiptLog } from '../testing/receipts.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { firstWrite, refuse, startStandIn, type Script } from '../testing/stand-in.ts';

const route = 'POST /api/v1/agencies';
const start = (script: Script) => startStandIn(script, folderWith(), logRoutes(receiptLog));

describe('nforge agency create', () => {
  it('takes a name in several languages, commas and all', async () => {
    const written = { ...AGENCY, receipt: agencyReceipt() };
    const { env, requests } = await start({ [route]: { status: 201, body: written } });
    const words = ['agency', 'create', 'impots', '--title', 'fr=Impôts, siège', '--title', 'ar=الضرائب'];

    const { exit, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect({ exit }).toEqual({ exit: 0 });
    expect(stderr).toContain('The agency impots exists now.\n');
    expect(JSON.parse(firstWrite(requests)?.body ?? '')).toEqual({
      name: 'impots',
      title: { fr: 'Impôts, siège', ar: 'الضرائب' },
    });
    expect(JSON.parse(asJson.stdout)).toEqual(written);
  });

  it('ends with 7 when the agency exists', async () => {
    const { env } = await start({ [route]: refuse('agency-taken', { agency: 'impots' }) });

    expect((await call(['agency', 'create', 'impots', '--title', 'fr=Impôts'], { env })).exit).toBe(7);
  });

  it.each(['Impôts', 'de=Steuern', 'fr='])('refuses the title %j with 2', async (title) => {
    const { exit, stderr } = await call(['agency', 'create', 'impots', '--title', title]);

    expect(exit).toBe(2);
    expect(stderr).toContain('--title takes LANG=TEXT');
  });
});
