import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseReleaseProof } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

const PROVE = ['log', 'prove', 'eau/besoin@0.1.0', '--out', 'besoin.tlog-proof'];

async function forge() {
  const all = await published();
  return { ...all, ...(await startStandIn(all.script, folderWith(), all.others)), cwd: folderWith() };
}

/** Changes the signature itself, whatever it is: a letter put blindly may be the one that stands. */
function withAnotherSignature(proof: string): string {
  return proof.replace(/(\n— \S+ .{20})(.)/, (_, before: string, letter: string) =>
    before.concat(letter === 'A' ? 'B' : 'A'),
  );
}

describe('nforge log prove', () => {
  it('writes a proof that holds, small enough to travel', async () => {
    const { env, cwd, record, log } = await forge();

    const { exit, stdout, stderr } = await call(PROVE, { env, cwd });
    const again = await call([...PROVE, '--json'], { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain(`leaf 3, as of checkpoint 4 of ${log.origin}`);
    const proof = readFileSync(join(cwd, 'besoin.tlog-proof'));
    expect(proof.length).toBeLessThanOrEqual(3000);
    expect(parseReleaseProof(proof).leaf.release).toBe(record.releaseDigest);
    expect(JSON.parse(again.stdout)).toMatchObject({
      releaseDigest: record.releaseDigest,
      logIndex: 3,
      bytes: proof.length,
    });
  });

  it('writes over nothing else', async () => {
    const { env, cwd } = await forge();
    writeFileSync(join(cwd, 'besoin.tlog-proof'), 'mine');

    const { exit, stderr } = await call(PROVE, { env, cwd });

    expect(exit).toBe(7);
    expect(stderr).toContain('holds something else');
    expect(readFileSync(join(cwd, 'besoin.tlog-proof'), 'utf8')).toBe('mine');
  });

  it('hands on no proof that does not hold', async () => {
    const { script, others, log } = await published();
    const path = 'GET /api/v1/algorithms/eau/besoin/versions/0.1.0/proof';
    const proof = withAnotherSignature(log.releaseProof('eau/besoin', '0.1.0') ?? '');
    const answer = { headers: { 'content-type': 'text/plain' }, body: Buffer.from(proof) };
    const { env } = await startStandIn({ ...script, [path]: answer }, folderWith(), others);
    const cwd = folderWith();

    expect((await call(PROVE, { env, cwd })).exit).toBe(8);
    expect(() => readFileSync(join(cwd, 'besoin.tlog-proof'))).toThrow('ENOENT');
  });

  it('ends with 2 without a version', async () => {
    expect((await call(['log', 'prove', 'eau/besoin', '--out', 'x'])).exit).toBe(2);
  });
});
