import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openReadyOffice } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { startSampleLog } from '../testing/sample-log.ts';
import { startStandIn } from '../testing/stand-in.ts';

describe('nforge log', () => {
  it('shows what was recorded, a leaf a line', async () => {
    const { env, log, key } = await openReadyOffice();

    const { exit, stdout, stderr } = await call(['log'], { env });

    expect(exit).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^1 {2}2026-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}agency +eau +sample$/);
    expect(lines[2]).toContain(`key-add  eau ${key} agency`);
    expect(stderr).toContain(`${log.origin}: 3 leaves.`);
  });

  it('begins where it is told, and gives every member of a leaf as JSON', async () => {
    const { env, key } = await openReadyOffice();

    const { stdout } = await call(['log', '--since', '2', '--json'], { env });

    expect(JSON.parse(stdout)).toMatchObject({
      log: { size: 3 },
      entries: [
        {
          index: 2,
          kind: 'key-add',
          agency: AGENCY_NAME,
          key,
          leaf: expect.stringContaining('nforge-leaf/1') as string,
        },
      ],
    });
  });

  it('tells the size of the log where nothing is recorded from a place on', async () => {
    const { env, log } = await openReadyOffice();

    const { exit, stdout, stderr } = await call(['log', '--since', '3'], { env });
    const asJson = await call(['log', '--since', '3', '--json'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain(`${log.origin}: 3 leaves.`);
    expect(JSON.parse(asJson.stdout)).toEqual({ log: { origin: log.origin, size: 3 }, entries: [] });
  });

  it('goes on with --follow until it is interrupted, one document a line', async () => {
    const log = startSampleLog();
    const abort = new AbortController();
    const { env } = await startStandIn({}, folderWith(), (request) => {
      const [, from] = /entries\?from=(\d+)/.exec(request.path) ?? [];
      if (from === '1' && log.size() === 1) log.openAgency('eau');
      if (from === '2') abort.abort();
      return logRoutes(log)(request);
    });

    const { exit, stdout } = await call(['log', '--follow', '--json'], { env, signal: abort.signal });

    expect(exit).toBe(130);
    const documents = stdout.trimEnd().split('\n');
    expect(documents.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual([0, 1]);
  });

  it('ends with 8 and names the step when the registry shows a shorter log than before', async () => {
    const { env, log, behind } = await openReadyOffice();
    await call(['log'], { env });
    const note = { headers: { 'content-type': 'text/plain' }, body: Buffer.from(log.checkpoint(2)) };

    const { exit, stderr } = await call(['log'], { env: await behind({ 'GET /log/checkpoint': note }) });

    expect(exit).toBe(8);
    expect(stderr).toContain('an older log than this computer has seen');
  });

  it('ends with 8 when a leaf is not the one that was hashed', async () => {
    const { log, behind } = await openReadyOffice();
    const entries = log.entries(0, 3).map((entry) => ({ ...entry, leaf: entry.leaf.replace('eau', 'feu') }));
    const answer = { body: { from: 0, size: 3, next: 3, entries } };
    const env = await behind({ 'GET /api/v1/log/entries?from=0&limit=3': answer });

    const { exit, stdout } = await call(['log'], { env });

    expect(exit).toBe(8);
    expect(stdout).toBe('');
  });

  it('refuses a place that is none, or behind the end', async () => {
    const { env } = await openReadyOffice();

    expect((await call(['log', '--since', 'x'], { env })).exit).toBe(2);
    expect((await call(['log', '--since', '99'], { env })).exit).toBe(2);
  });
});
