import { createHash, createPublicKey } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

async function withKeys(count: number) {
  const env = { HOME: folderWith() };
  const keys: string[] = [];
  for (let at = 0; at < count; at++)
    keys.push((await call(['key', 'create', '--label', `k${String(at)}`], { env })).stdout.trim());
  return { env, keys };
}

describe('nforge key export-public', () => {
  it('prints what openssl and sha256sum make the fingerprint of, in three forms', async () => {
    const { env, keys } = await withKeys(1);
    const words = ['key', 'export-public'];

    const pem = await call(words, { env });
    const base64 = await call([...words, keys[0] ?? '', '--format', 'base64'], { env });
    const fingerprint = await call([...words, 'k0', '--format', 'fingerprint'], { env });
    const json = await call([...words, '--json'], { env });

    const der = createPublicKey(pem.stdout).export({ format: 'der', type: 'spki' });
    expect(base64.stdout).toBe(`${der.toString('base64')}\n`);
    expect(fingerprint.stdout).toBe(`sha256:${createHash('sha256').update(der).digest('hex')}\n`);
    expect(JSON.parse(json.stdout)).toMatchObject({ fingerprint: keys[0], algorithm: 'ed25519' });
    expect(`${pem.stdout}${json.stdout}`).not.toContain('PRIVATE');
  });

  it('asks which one when there are several, and ends with 6 when there is none', async () => {
    const several = await withKeys(2);
    const none = await withKeys(0);

    const which = await call(['key', 'export-public'], several);
    const nothing = await call(['key', 'export-public'], none);
    const unknown = await call(['key', 'export-public', 'k7'], several);

    expect(which).toMatchObject({ exit: 2, stderr: expect.stringContaining('There are 2 keys') as string });
    expect([nothing.exit, unknown.exit]).toEqual([6, 6]);
  });
});
