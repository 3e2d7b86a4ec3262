import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { startSampleLog } from '../testing/sample-log.ts';
import { startStandIn } from '../testing/stand-in.ts';

/** A registry that showed one log and shows another under the same address now. */
async function replacedLog() {
  const [before, after] = [startSampleLog('one.example'), startSampleLog('two.example')];
  const answer = { log: before };
  const standIn = await startStandIn({}, folderWith(), (request) => logRoutes(answer.log)(request));
  await call(['log'], standIn);
  answer.log = after;
  return { ...standIn, before, after };
}

describe('nforge log trust', () => {
  it('is the one way on where a registry shows another log than before', async () => {
    const { env, before, after } = await replacedLog();

    const refused = await call(['log'], { env });
    const trusted = await call(['log', 'trust', '--yes'], { env });
    const accepted = await call(['log'], { env });

    expect(refused.exit).toBe(8);
    expect(refused.stderr).toContain('nforge log trust');
    expect(trusted.exit).toBe(0);
    expect(trusted.stderr).toContain('does NOT hold what was seen of the old one');
    expect(trusted.stderr).toContain(`Known on this computer: one.example, ${before.key}`);
    expect(trusted.stderr).toContain(`New: two.example, ${after.key}`);
    expect(accepted.exit).toBe(0);
  });

  it('accepts nothing where nobody can be asked', async () => {
    const { env } = await replacedLog();

    expect((await call(['log', 'trust', '--json'], { env })).exit).toBe(2);
    expect((await call(['log'], { env })).exit).toBe(8);
  });

  it('says that there is nothing to accept', async () => {
    const { env } = await openReadyOffice();
    await call(['agency', 'view', AGENCY_NAME], { env });

    const { exit, stdout } = await call(['log', 'trust', '--json'], { env });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: true, changed: false });
  });

  it('ends with 9 when nobody answers', async () => {
    expect((await call(['log', 'trust', '--yes'], { env: { HOME: folderWith() } })).exit).toBe(9);
  });
});
