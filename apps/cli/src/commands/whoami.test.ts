import { describe, expect, it } from 'vitest';

import { SECRET, TOKEN } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

describe('nforge whoami', () => {
  it('sends NFORGE_TOKEN and tells whose it is', async () => {
    const { env, url, requests } = await startStandIn({ 'GET /api/v1/tokens/self': { body: TOKEN } });
    const world = { env: { ...env, NFORGE_TOKEN: ` ${SECRET}\n` } };

    const { exit, stdout } = await call(['whoami'], world);
    const asJson = await call(['whoami', '--json'], world);

    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Agency +impots$/m);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.parse(asJson.stdout)).toEqual({ registry: url, ...TOKEN });
  });

  it('names the operator', async () => {
    const { env } = await startStandIn({ 'GET /api/v1/tokens/self': { body: { ...TOKEN, agency: null } } });

    expect((await call(['whoami'], { env, locale: 'fr' })).stdout).toContain('exploitant du registre');
  });

  it.each(['unauthenticated', 'token-expired', 'token-revoked'] as const)('ends with 4 when %s', async (code) => {
    const { env } = await startStandIn({ 'GET /api/v1/tokens/self': refuse(code) });

    expect((await call(['whoami'], { env })).exit).toBe(4);
  });

  it('never sends a token that holds a line break', async () => {
    const { env, requests } = await startStandIn({});

    const { exit, stderr } = await call(['whoami'], { env: { ...env, NFORGE_TOKEN: 'a\r\nx-evil: 1' } });

    expect(exit).toBe(2);
    expect(stderr).toContain('characters that no token has');
    expect(requests).toEqual([]);
  });
});
