import { describe, expect, it } from 'vitest';

import { ALGORITHM, NAME, PATH, RECORD, STATUS } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const release = {
  [`GET ${PATH}/versions/2.0.0`]: { body: RECORD },
  [`GET ${PATH}/versions/2.0.0/status`]: { body: STATUS },
};

describe('nforge view', () => {
  it('shows an algorithm in the language of the person', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}`]: { body: ALGORITHM } });

    const { exit, stdout } = await call(['view', NAME], { env, locale: 'ar' });

    expect(exit).toBe(0);
    expect(stdout).toContain('الضريبة على الدخل');
    expect(stdout).toContain('latest 2.0.0, beta 2.1.0-rc.1');
  });

  it('shows one release with its digest and status', async () => {
    const { env } = await startStandIn(release);

    const { exit, stdout } = await call(['view', `${NAME}@2.0.0`], { env });

    expect(exit).toBe(0);
    expect(stdout).toContain(RECORD.releaseDigest);
    expect(stdout).toContain('impots/professional-expenses@^1.0.0');
    expect(stdout).toContain('2025-01-01 – …');
  });

  it('names the decision by which a release was removed', async () => {
    const tombstoned = { reference: 'TA-Rabat-2026-7', since: '2026-03-01T00:00:00Z' };
    const status = { body: { ...STATUS, tombstoned }, headers: { etag: '"s"' } };
    const { env } = await startStandIn({ ...release, [`GET ${PATH}/versions/2.0.0/status`]: status });

    const { stdout } = await call(['view', `${NAME}@2.0.0`], { env });

    expect(stdout).toMatch(/removed by law +TA-Rabat-2026-7, 2026-03-01T00:00:00Z/);
  });

  it('resolves a channel and prints record and status as JSON', async () => {
    const resolved = {
      name: NAME,
      version: '2.0.0',
      releaseDigest: RECORD.releaseDigest,
      archive: RECORD.archive,
      dependencies: {},
      requiredBy: [{ by: 'root', range: 'beta' }],
      validity: null,
      yanked: false,
      deprecated: null,
    };
    const { env, requests } = await startStandIn({
      ...release,
      'POST /api/v1/resolve': { body: { at: '2026-11-23', releases: [resolved] } },
    });

    const { exit, stdout } = await call(['view', `${NAME}@beta`, '--json'], { env });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ...RECORD, status: STATUS });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ requirements: { [NAME]: 'beta' } });
  });

  it('ends with 6 when there is no such algorithm', async () => {
    const { env } = await startStandIn({ [`GET ${PATH}`]: refuse('algorithm-unknown', { name: NAME }) });

    const { exit, stderr } = await call(['view', NAME], { env });

    expect(exit).toBe(6);
    expect(stderr).toContain(`There is no algorithm "${NAME}" in this registry.`);
    expect(stderr).toContain('nforge search');
  });

  it('ends with 2 for a name that cannot be, without asking anyone', async () => {
    const { exit, stderr } = await call(['view', 'Income Tax']);

    expect(exit).toBe(2);
    expect(stderr).toMatch(/^Error: .*Income Tax/);
  });
});
