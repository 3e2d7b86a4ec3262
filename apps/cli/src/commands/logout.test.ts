import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { SECRET } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

async function setUp(answer = { status: 204 } as Parameters<typeof startStandIn>[0][string]) {
  const home = folderWith();
  const standIn = await startStandIn({ 'DELETE /api/v1/tokens/self': answer }, home);
  const tokens = { [standIn.url]: SECRET, 'https://other.example': 'kept' };
  const file = join(home, '.config/nforge/credentials.json');
  const { mkdirSync, writeFileSync } = await import('node:fs');
  mkdirSync(join(home, '.config/nforge'), { recursive: true });
  writeFileSync(file, JSON.stringify({ tokens }));
  return { ...standIn, stored: () => JSON.parse(readFileSync(file, 'utf8')) as { tokens: object } };
}

describe('nforge logout', () => {
  it('forgets the token of this registry and no other, without asking it', async () => {
    const { env, url, stored, requests } = await setUp();

    const { exit, stderr } = await call(['logout'], { env });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: `The token for ${url} is forgotten here.\n` });
    expect(stored()).toEqual({ tokens: { 'https://other.example': 'kept' } });
    expect(requests).toEqual([]);
  });

  it('lets the registry revoke it too', async () => {
    const { env, url, requests } = await setUp();

    const { stdout } = await call(['logout', '--revoke', '--json'], { env });
    const again = await call(['logout', '--json'], { env });

    expect(JSON.parse(stdout)).toEqual({ registry: url, forgotten: true, revoked: true });
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.parse(again.stdout)).toEqual({ registry: url, forgotten: false, revoked: false });
  });

  it('keeps the token when the registry could not revoke it', async () => {
    const { env, stored } = await setUp(refuse('token-expired'));

    expect((await call(['logout', '--revoke'], { env })).exit).toBe(4);
    expect(Object.keys(stored().tokens)).toHaveLength(2);
  });
});
