import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { published } from '../testing/published.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

describe('nforge add', () => {
  it('writes forge.json, the lock and the modules', async () => {
    const { script, others, log, signer } = await published();
    const cwd = folderWith();
    const { env } = await startStandIn(script, folderWith(), others);

    const { exit, stdout, stderr } = await call(['add', 'eau/besoin'], { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toBe(
      `First use of the log ${log.origin}. Its key is remembered from now on; compare it with the one its operator publishes: ${log.key}\n` +
        `First use of eau. Its keys are remembered from now on; compare them with what it publishes: ${signer.fingerprint}\n` +
        '+ eau/besoin@0.1.0\n1 installed, 0 already there.\n',
    );
    expect(JSON.parse(readFileSync(join(cwd, 'forge.json'), 'utf8'))).toEqual({
      requirements: { 'eau/besoin': '^0.1.0' },
    });
    expect(existsSync(join(cwd, 'forge_modules/eau/besoin/index.js'))).toBe(true);
  });

  it('prints what was installed as JSON', async () => {
    const { script, record, others } = await published();
    const { env } = await startStandIn(script, folderWith(), others);

    const { stdout, stderr } = await call(['add', 'eau/besoin@^0.1.0', '--json'], { env, cwd: folderWith() });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      installed: [{ name: 'eau/besoin', version: '0.1.0', releaseDigest: record.releaseDigest }],
      kept: 0,
      requirements: { 'eau/besoin': '^0.1.0' },
      lockChanged: true,
    });
  });

  it('warns of a release that was withdrawn', async () => {
    const { script, others } = await published({ yanked: true });
    const { env } = await startStandIn(script, folderWith(), others);

    const { exit, stderr } = await call(['add', 'eau/besoin@0.1.0'], { env, cwd: folderWith() });

    expect(exit).toBe(0);
    expect(stderr).toContain('eau/besoin@0.1.0 was withdrawn from new use');
  });

  it('leaves nothing behind when no version fits, and ends with 6', async () => {
    const cwd = folderWith();
    const params = { name: 'eau/besoin', range: '^9.0.0', at: '2026-11-23' };
    const { others } = await published();
    const { env } = await startStandIn({ 'POST /api/v1/resolve': refuse('no-version', params) }, folderWith(), others);

    const { exit, stderr } = await call(['add', 'eau/besoin@^9.0.0'], { env, cwd });

    expect(exit).toBe(6);
    expect(stderr).toContain('No version of "eau/besoin" fits "^9.0.0"');
    expect(existsSync(join(cwd, 'forge.json'))).toBe(false);
  });

  it('ends with 8 and keeps nothing when the bytes are not the promised ones', async () => {
    const { script, archive, others } = await published();
    const cwd = folderWith();
    const spoilt = Buffer.from(archive);
    spoilt.writeUInt8(spoilt.readUInt8(40) ^ 1, 40);
    const path = 'GET /api/v1/algorithms/eau/besoin/versions/0.1.0/archive';
    const { env } = await startStandIn({ ...script, [path]: { body: spoilt } }, folderWith(), others);

    const { exit, stderr } = await call(['add', 'eau/besoin'], { env, cwd });

    expect(exit).toBe(8);
    expect(stderr).toContain('eau/besoin@0.1.0 is not what it should be');
    expect(existsSync(join(cwd, 'forge.json'))).toBe(false);
  });

  it('takes the rules of another day, and refuses what is no date', async () => {
    const { script, others } = await published();
    const { env, requests } = await startStandIn(script, folderWith(), others);

    const wrong = await call(['add', 'eau/besoin', '--at', 'tomorrow'], { env, cwd: folderWith() });
    await call(['add', 'eau/besoin', '--at', '2025-06-01'], { env, cwd: folderWith() });

    expect(wrong).toMatchObject({ exit: 2, stderr: expect.stringContaining('YYYY-MM-DD') as string });
    const resolving = requests.find(({ method }) => method === 'POST');
    expect(JSON.parse(resolving?.body ?? '')).toMatchObject({ at: '2025-06-01' });
  });
});
