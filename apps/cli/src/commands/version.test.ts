import { describe, expect, it } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { call } from '../testing/call.ts';

describe('nforge version', () => {
  it.each([[['version']], [['--version']], [['-V']]])('prints the version for %j', async (words) => {
    const { exit, stdout } = await call(words);

    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: `nforge ${packageJson.version} (Node.js ${process.versions.node})\n`,
    });
  });

  it('prints it as JSON', async () => {
    const { stdout } = await call(['version', '--json']);

    expect(JSON.parse(stdout)).toEqual({ nforge: packageJson.version, node: process.versions.node });
  });

  it('takes no argument', async () => {
    expect((await call(['version', 'please'])).exit).toBe(2);
  });
});
