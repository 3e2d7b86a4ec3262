import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWithAlgorithm } from '../testing/folders.ts';
import { refuse, startStandIn, type Answer, type Arrived, type Script } from '../testing/stand-in.ts';

const RECEIPT = {
  name: 'eau/besoin',
  version: '0.1.0',
  releaseDigest: `sha256:${'a'.repeat(64)}`,
  archive: { digest: `sha256:${'b'.repeat(64)}`, size: 10 },
  publishedAt: '2026-11-23T12:00:00Z',
  publisher: 't1',
};
const WARNING = { code: 'note', message: 'A remark of the registry.', severity: 'warning' as const };
const done = { body: { id: 's1', state: 'published', receipts: [RECEIPT], warnings: [WARNING] } };

/** A registry takes any blob: its address is known only once the folder is packed. */
function taking(script: Script): Script {
  const blob = (request: Arrived): Answer => ({ status: request.method === 'HEAD' ? 404 : 201 });
  return new Proxy(script, {
    get: (known, key) => (/^(HEAD|PUT) \/api\/v1\/blobs\//.test(String(key)) ? blob : known[String(key)]),
  });
}

describe('nforge publish', () => {
  it('uploads what is missing, publishes and prints the receipt', async () => {
    const cwd = await folderWithAlgorithm();
    const { env, requests } = await startStandIn(taking({ 'POST /api/v1/releases': done }));

    const { exit, stdout, stderr } = await call(['publish', 'rule'], { env, cwd });
    const again = await call(['publish', 'rule'], { env, cwd });

    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: `eau/besoin@0.1.0  sha256:${'a'.repeat(64)}  2026-11-23T12:00:00Z\n`,
    });
    expect(stderr).toContain('A remark of the registry.');
    expect(stderr).toContain('rule/algorithm.yaml');
    expect(requests.map(({ method }) => method).slice(0, 3)).toEqual(['HEAD', 'PUT', 'POST']);
    expect(again.stdout).toBe(stdout);
  });

  it('prints the receipts as JSON', async () => {
    const cwd = join(await folderWithAlgorithm(), 'rule');
    const { env } = await startStandIn(taking({ 'POST /api/v1/releases': done }));

    const { stdout, stderr } = await call(['publish', '--json'], { env, cwd });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'published', receipts: [RECEIPT], warnings: [WARNING, {}, {}] });
  });

  it('asks the registry with --dry-run and publishes nothing', async () => {
    const cwd = await folderWithAlgorithm();
    const accepted = { body: { id: 's1', state: 'accepted', receipts: [], warnings: [] } };
    const { env } = await startStandIn(taking({ 'POST /api/v1/releases?validate-only=true': accepted }));

    const { exit, stdout, stderr } = await call(['publish', 'rule', '--dry-run'], { env, cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain('The registry would publish eau/besoin@0.1.0. Nothing was published.');
  });

  it('ends with 5 before anything is sent when the checks here find errors, and says where', async () => {
    const cwd = await folderWithAlgorithm();
    writeFileSync(join(cwd, 'rule/index.js'), 'export const nothing = 1;\n');
    const { env, requests } = await startStandIn({});

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });
    const asJson = await call(['publish', 'rule', '--json'], { env, cwd });

    expect(exit).toBe(5);
    expect(stderr).toMatch(/^Error: The checks found 1 errors; nothing was published\.\n {2}rule\/index\.js/);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { items: [{ code: 'script-default-missing' }] } });
    expect(requests).toEqual([]);
  });

  it('ends with 7 when the version is taken, and says what to do', async () => {
    const cwd = await folderWithAlgorithm();
    const params = { name: 'eau/besoin', version: '0.1.0', existing: 'sha256:1', offered: 'sha256:2' };
    const { env } = await startStandIn(taking({ 'POST /api/v1/releases': refuse('version-taken', params) }));

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(7);
    expect(stderr).toContain('eau/besoin@0.1.0 is published with the digest sha256:1; yours is sha256:2.');
    expect(stderr).toContain('raise the version number');
  });

  it('tells each fault that the registry found, with its place', async () => {
    const cwd = await folderWithAlgorithm();
    const errors = [
      {
        code: 'vector-output-invalid',
        message: 'Wrong.',
        hint: 'Mend it.',
        release: 'eau/besoin@0.1.0',
        file: 'v.json',
        line: 3,
      },
      { code: 'x', message: 'Shape.', pointer: '/releases/0' },
    ];
    const { env } = await startStandIn(taking({ 'POST /api/v1/releases': refuse('release-refused', {}, { errors }) }));

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(5);
    expect(stderr).toContain('  eau/besoin@0.1.0 v.json:3: Wrong.\n    Mend it.\n  /releases/0: Shape.\n');
    expect(stderr).toContain('Request: r-1');
  });

  it.each([
    ['unauthenticated', 4],
    ['agency-forbidden', 5],
    ['algorithm-forbidden', 5],
    ['quota-exceeded', 5],
    ['digest-mismatch', 8],
  ] as const)('ends the problem %s with its own exit code %i', async (code, exit) => {
    const cwd = await folderWithAlgorithm();
    const { env } = await startStandIn(taking({ 'POST /api/v1/releases': refuse(code) }));

    expect((await call(['publish', 'rule'], { env, cwd })).exit).toBe(exit);
  });
});
