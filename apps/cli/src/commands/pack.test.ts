import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inspect } from '@national-forge/archive';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith, folderWithAlgorithm } from '../testing/folders.ts';

const FILES = { 'a.txt': 'hello', '.env': 'KEY=1', 'debug.log': 'x', '.forgeignore': '*.log\n' };

describe('nforge pack', () => {
  it('lists files with sizes, the digest, and what is left out and why', async () => {
    const cwd = folderWith(FILES);

    const { exit, stdout, stderr } = await call(['pack'], { cwd });

    expect(exit).toBe(0);
    expect(stdout).toMatch(/^5 {2}a\.txt\n {3}sha256:[0-9a-f]{64}\n$/);
    expect(stderr).toBe(
      'Left out: .env (its name is that of a secret)\nLeft out: .forgeignore (as .forgeignore says)\n' +
        'Left out: debug.log (as .forgeignore says)\n1 files, 5 bytes.\nNothing was written; --out FILE writes the archive.\n',
    );
  });

  it.each(['zstd', 'gzip'] as const)('writes %s archives of one release digest', async (compression) => {
    const cwd = await folderWithAlgorithm();
    const gzip = compression === 'gzip' ? ['--gzip'] : [];

    const { exit, stdout } = await call(['pack', 'rule', '--out', 'release', '--json', ...gzip], { cwd });

    const document = JSON.parse(stdout) as { releaseDigest: string; archive: { bytes: number } };
    const inspection = await inspect(createReadStream(join(cwd, 'release')));
    expect(exit).toBe(0);
    expect(document).toMatchObject({ name: 'eau/besoin', version: '0.1.0', archive: { compression } });
    expect(inspection).toMatchObject({ releaseDigest: document.releaseDigest, compression });
    expect(readFileSync(join(cwd, 'release'))).toHaveLength(document.archive.bytes);
  });

  it('never overwrites a file that it packs', async () => {
    const cwd = folderWith(FILES);

    const { exit, stderr } = await call(['pack', '--out', 'a.txt'], { cwd });

    expect(exit).toBe(7);
    expect(stderr).toContain('a.txt is one of the files to be published');
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toBe('hello');
  });

  it('warns of an archive inside the folder', async () => {
    const { exit, stderr } = await call(['pack', '-o', 'b.tar.zst'], { cwd: folderWith(FILES) });

    expect(exit).toBe(0);
    expect(stderr).toContain('b.tar.zst lies in the folder itself');
  });

  it('leaves nothing behind where it cannot write, or is interrupted', async () => {
    const cwd = folderWith(FILES);

    const nowhere = await call(['pack', '--out', join(cwd, 'no/where/x')], { cwd });
    const stopped = await call(['pack', '--out', join(cwd, '../x')], { cwd, signal: AbortSignal.abort() });

    expect(nowhere).toMatchObject({ exit: 6, stderr: expect.stringContaining('ENOENT') as string });
    expect(stopped.exit).toBe(130);
    expect(existsSync(join(cwd, '../x'))).toBe(false);
  });

  it('ends with 5 for what cannot be stored everywhere, in Arabic too', async () => {
    const cwd = folderWith({ 'a.txt': '' });
    writeFileSync(join(cwd, 'A.txt'), '');

    const { exit, stderr } = await call(['pack'], { cwd, locale: 'ar' });

    expect(exit).toBe(5);
    expect(stderr).toContain('اسم واحد في بعض الحواسيب');
  });

  it('ends with 6 for a folder that is not there', async () => {
    expect((await call(['pack', 'nowhere'], { cwd: folderWith() })).exit).toBe(6);
  });
});
