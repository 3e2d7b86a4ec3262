import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { COMMANDS } from '../table.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

const isThere = (shell: string) => spawnSync(shell, ['-c', 'exit']).status === 0;

/** Lets a real bash complete the last of some words and gives what it offers. */
async function complete(words: readonly string[], cwd = folderWith()): Promise<string[]> {
  const { stdout } = await call(['completion', 'bash']);
  writeFileSync(join(cwd, '.completion'), stdout);
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const program = `. ./.completion; COMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nforge; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const bash = spawnSync('bash', ['--noprofile', '--norc', '-c', program], { cwd, encoding: 'utf8' });
  if (bash.stderr !== '') throw new Error(bash.stderr);
  return bash.stdout.split('\n').filter((word) => word !== '');
}

describe('nforge completion bash', () => {
  it('completes commands and their second words', async () => {
    expect(await complete(['nforge', 'ver'])).toEqual(['versions', 'verify', 'version']);
    expect(await complete(['nforge', 'token', ''])).toEqual(['create', 'list', 'revoke']);
    expect(await complete(['nforge', 'help', 'chan'])).toEqual(['channel']);
    // A command of its own, and the beginning of others.
    expect(await complete(['nforge', 'log', ''])).toEqual(['prove', 'trust']);
    expect(await complete(['nforge', 'log', '--s'])).toEqual(['--since']);
  });

  it('completes every option of every command', async () => {
    for (const { name, options } of COMMANDS.filter((_, index) => index % 5 === 0)) {
      const offered = await complete(['nforge', ...name.split(' '), '--']);
      expect(offered).toEqual(
        expect.arrayContaining([...Object.keys(options), 'json', 'lang'].map((one) => `--${one}`)),
      );
    }
  });

  it('completes values, after a blank and after an equals sign', async () => {
    expect(await complete(['nforge', 'init', '--kind', 'ma'])).toEqual(['machine-learning']);
    expect(await complete(['nforge', 'search', '--sector', '=', 'agri'])).toEqual(['agriculture']);
    expect(await complete(['nforge', 'init', '--region', 'MA-1'])).toEqual(['MA-10', 'MA-11', 'MA-12']);
    expect(await complete(['nforge', '--lang', ''])).toEqual(['ar', 'fr', 'en']);
    expect(await complete(['nforge', '--lang', 'fr', 'completion', 'z'])).toEqual(['zsh']);
  });

  it('completes files and folders, whatever their names', async () => {
    const cwd = folderWith({ 'règle 1/a': '', 'readme.txt': '' });
    mkdirSync(join(cwd, 'rules'));

    expect(await complete(['nforge', 'validate', 'r'], cwd)).toEqual(['règle 1', 'rules']);
    expect(await complete(['nforge', 'login', '--token-file', 'read'], cwd)).toEqual(['readme.txt']);
  });

  it('leaves a word that it does not know alone', async () => {
    expect(await complete(['nforge', 'search', 'im'])).toEqual([]);
    expect(await complete(['nforge', 'view', '$(touch'])).toEqual([]);
  });
});

describe('nforge completion', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('for %s is the committed script', async (shell) => {
    const { exit, stdout } = await call(['completion', shell]);

    expect(exit).toBe(0);
    await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, `../completion/testdata/nforge.${shell}`));
  });

  it.each(['bash', 'zsh', 'fish'] as const)('for %s has no syntax error where the shell is there', async (shell) => {
    const { stdout } = await call(['completion', shell], { locale: 'fr' });

    if (isThere(shell)) expect(spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' }).stderr).toBe('');
  });

  it('prints shell and script as JSON', async () => {
    const { stdout } = await call(['completion', 'fish', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      shell: 'fish',
      script: expect.stringContaining('complete -c nforge') as string,
    });
  });

  it('ends with 2 for another shell', async () => {
    expect((await call(['completion', 'powershell'])).exit).toBe(2);
  });
});
