import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MAX_PROOF_BYTES } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { installedProject } from '../testing/installed-project.ts';

describe('the file of --proof', () => {
  it('says of a file that is no proof what it is, and names it', async () => {
    const { cwd, env, module } = await installedProject();
    const files = { 'note.txt': 'Bonjour\n', empty: '', 'half.tlog-proof': 'c2sp.org/tlog-proof@v1\n' };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    const verify = (proof: string) => call(['verify', module, '--proof', proof, '--offline'], { env, cwd });

    const outcomes = await Promise.all(
      ['nowhere', 'forge_modules', 'empty', 'note.txt', 'half.tlog-proof'].map(verify),
    );

    expect(outcomes.map(({ exit, stderr }) => [exit, stderr.split('\n')[0]])).toEqual([
      [6, 'Error: There is no proof file nowhere.'],
      [2, 'Error: forge_modules is a folder, not a proof file.'],
      [8, 'Error: empty is empty; it is no proof of a release.'],
      [8, expect.stringMatching(/^Error: note\.txt is no proof of a release \(.{10,}\)\.$/)],
      [8, expect.stringMatching(/^Error: half\.tlog-proof is no proof of a release \(.{10,}\)\.$/)],
    ]);
    for (const { stderr } of outcomes) expect(stderr).toContain('nforge log prove agency/name@version --out FILE');
  });

  it('is no pipe, which could keep its reader waiting for ever, and no device', async () => {
    const { cwd, env, module } = await installedProject();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);

    for (const proof of ['pipe', '/dev/zero']) {
      const { exit, stderr } = await call(['verify', module, '--proof', proof, '--offline'], { env, cwd });
      expect(exit).toBe(2);
      expect(stderr).toContain(`Error: ${proof} is no proof of a release (it is not a file).`);
    }
  });

  it('that is too large is told as that', async () => {
    const { cwd, env, module } = await installedProject();
    writeFileSync(join(cwd, 'large'), 'c2sp.org/tlog-proof@v1\n');
    truncateSync(join(cwd, 'large'), MAX_PROOF_BYTES + 1);

    const { exit, stderr } = await call(['verify', module, '--proof', 'large', '--offline'], { env, cwd });

    expect(exit).toBe(8);
    expect(stderr).toContain('Error: large is no proof of a release (it is too large).');
  });
});
