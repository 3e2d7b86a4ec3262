import { describe, expect, it } from 'vitest';

import { call } from './testing/call.ts';
import { folderWith } from './testing/folders.ts';
import { published } from './testing/published.ts';
import { startStandIn } from './testing/stand-in.ts';

async function install(words: readonly string[], stderrIsTerminal: boolean) {
  const { script, others } = await published();
  const { env } = await startStandIn(script, folderWith(), others);
  return call(['add', 'eau/besoin', ...words], { env, cwd: folderWith(), stderrIsTerminal });
}

describe('progress', () => {
  it('redraws one line of a terminal and clears it at the end', async () => {
    const { stderr, stdout } = await install([], true);

    expect(stderr).toContain('\r\u001b[2KResolving 1 requirements …');
    expect(stderr).toMatch(/Downloading eau\/besoin@0\.1\.0 … 100 %/);
    expect(stderr).toMatch(/\r\u001b\[2K\+ eau\/besoin@0\.1\.0\n/);
    expect(stdout).toBe('');
  });

  it('is not shown elsewhere, nor beside a JSON document, nor with --quiet', async () => {
    expect((await install([], false)).stderr).not.toContain('\u001b');
    expect((await install(['--json'], true)).stderr).toBe('');
    expect((await install(['--quiet'], true)).stderr).not.toContain('\u001b');
  });
});
