import { describe, expect, it } from 'vitest';

import { NAME, PATH, SEGMENT, VERSIONS } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const script = {
  [`GET ${PATH}/versions`]: { body: VERSIONS },
  [`GET ${PATH}/versions/segments/0`]: { body: SEGMENT },
};

describe('nforge versions', () => {
  it('lists the newest first with validity and state', async () => {
    const { env } = await startStandIn(script);

    const { exit, stdout } = await call(['versions', NAME], { env });

    expect(exit).toBe(0);
    expect(stdout).toBe('2.0.0  2026-02-01  2025-01-01 – …\n1.0.0  2026-01-01                  yanked, deprecated\n');
  });

  it('shows which one was removed by law', async () => {
    const versions = SEGMENT.versions.map((one) => (one.version === '2.0.0' ? { ...one, tombstoned: true } : one));
    const body = { ...SEGMENT, versions };
    const { env } = await startStandIn({ ...script, [`GET ${PATH}/versions/segments/0`]: { body } });

    expect((await call(['versions', NAME], { env })).stdout).toMatch(/^2\.0\.0 .* removed by law\n1\.0\.0/);
  });

  it('prints all versions as JSON', async () => {
    const { env } = await startStandIn(script);

    const { stdout } = await call(['versions', NAME, '--json'], { env });

    expect(JSON.parse(stdout)).toEqual({ name: NAME, versions: [...SEGMENT.versions].reverse() });
  });

  it('ends with 6 when there is no such algorithm', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}/versions`]: refuse('algorithm-unknown', { name: NAME }) });

    expect(await call(['versions', NAME], { env })).toMatchObject({ exit: 6, stdout: '' });
  });

  it('ends with 9 when what answers is no registry', async () => {
    const { env } = await startStandIn({
      [`GET ${PATH}/versions`]: { headers: { 'content-type': 'text/html' }, body: '' },
    });

    const { exit, stderr } = await call(['versions', NAME], { env });

    expect(exit).toBe(9);
    expect(stderr).toContain('is not the answer of a registry');
  });
});
