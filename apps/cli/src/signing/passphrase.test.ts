import { chmodSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

describe.skipIf(process.platform === 'win32')('a passphrase file', () => {
  it.each([
    [0o644, 0o755, true],
    [0o600, 0o755, false],
    [0o644, 0o700, false],
  ])('of mode %o in a folder of mode %o is warned of: %j', async (file, folder, isWarned) => {
    const home = folderWith({ passphrase: 'une longue phrase\n' });
    chmodSync(join(home, 'passphrase'), file);
    chmodSync(home, folder);

    const words = ['key', 'create', '--passphrase-file', 'passphrase'];
    const { exit, stderr } = await call(words, { env: { HOME: home }, cwd: home });

    expect(exit).toBe(0);
    expect(stderr.includes('Others may read the passphrase file passphrase: chmod 600 passphrase')).toBe(isWarned);
  });
});
