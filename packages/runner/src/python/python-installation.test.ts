import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { candidatesOf, findPython } from './python-installation.ts';

async function script(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-python-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'python3'), text);
  await chmod(join(folder, 'python3'), 0o755);
  return folder;
}

const search = { path: '/a:/b', platform: 'linux' } as const;

describe('candidatesOf', () => {
  it('tries the Python of the system first on Linux, and that of PATH first elsewhere', () => {
    expect(candidatesOf(search)).toEqual(['/usr/bin/python3', '/usr/local/bin/python3', '/a/python3', '/b/python3']);
    expect(candidatesOf({ ...search, platform: 'darwin' })[0]).toBe('/a/python3');
  });

  it('tries nothing else when a person named one, and no folder that depends on where one stands', () => {
    expect(candidatesOf({ ...search, executable: '/opt/python3' })).toEqual(['/opt/python3']);
    expect(candidatesOf({ path: 'bin::.:/a', platform: 'darwin' })).toEqual([
      '/a/python3',
      '/usr/bin/python3',
      '/usr/local/bin/python3',
    ]);
  });
});

describe('findPython', () => {
  it('finds the interpreter behind links and scripts, its version and its folders', async () => {
    const found = await findPython({ path: process.env['PATH'] ?? '', platform: process.platform });

    expect(found?.version).toMatch(/^3\.\d+\.\d+$/);
    expect(found?.executable).toMatch(/^\/.*python3\.\d+$/);
    expect(found?.folders[0]).toMatch(/^\//);
  });

  it.each([
    ['is too old', `#!/bin/sh\necho '{"executable":"/x","version":"3.6.9","supported":false,"folders":[]}'\n`],
    ['says something else', '#!/bin/sh\necho hello\n'],
    ['fails', '#!/bin/sh\nexit 1\n'],
  ])('does not take one that %s', async (_, text) => {
    const executable = join(await script(text), 'python3');

    expect(await findPython({ executable, path: '', platform: 'linux' })).toBeUndefined();
  });

  it('finds none where there is none', async () => {
    expect(await findPython({ executable: '/nonexistent/python3', path: '', platform: 'linux' })).toBeUndefined();
  });
});
