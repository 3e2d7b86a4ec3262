import { describe, expect, it } from 'vitest';

import { COMMANDS } from './table.ts';
import { call } from './testing/call.ts';

describe('nforge', () => {
  it('shows all commands, and ends with 2 when nothing was asked', async () => {
    const nothing = await call([]);
    const help = await call(['help']);
    const option = await call(['--help', '--lang', 'fr']);

    expect(nothing).toMatchObject({ exit: 2, stdout: help.stdout });
    expect([help.exit, option.exit]).toEqual([0, 0]);
    for (const { name } of COMMANDS) expect(help.stdout).toContain(`  ${name} `);
  });

  it('describes all commands as JSON', async () => {
    const { stdout } = await call(['help', '--json']);

    const { commands } = JSON.parse(stdout) as { commands: { name: string }[] };
    expect(commands.map(({ name }) => name)).toEqual(COMMANDS.map(({ name }) => name));
  });

  it.each([
    [['serach', 'x'], 'There is no command "serach".', 'Did you mean "search"?'],
    [['agncy', 'list'], 'There is no command "agncy".', 'Did you mean "agency"?'],
    [['publish', '--dryrun'], 'There is no option --dryrun here.', 'Did you mean "--dry-run"?'],
    [['completion', 'fihs'], '<shell> cannot be "fihs"', 'Did you mean "fish"?'],
    [['view', 'a/b', '--lang', 'de'], '--lang cannot be "de". It is one of: ar, fr, en.', 'nforge help view'],
    [['view', 'a/b', '--registry'], 'The option --registry is not used rightly', 'nforge help view'],
    [['log', '--since', '-1'], 'The value of --since begins with "-". If it is meant so, write --since=VALUE.', ''],
    [['log', '--since=-1'], '--since takes a place in the log, a whole number from 0, not "-1"', 'nforge help log'],
    [['view', 'a/b', '--json=yes'], 'The option --json is not used rightly', ''],
  ])('proposes what %j was meant to be', async (words, said, proposed) => {
    const { exit, stdout, stderr } = await call(words.filter((word) => word !== '--json=yes' || words.length === 3));

    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain(proposed);
  });

  it('asks for the second word of a command, and shows the help of all when asked', async () => {
    const half = await call(['token']);
    const help = await call(['token', '--help']);

    expect(half).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('one more word: create, list, revoke') as string,
    });
    expect(help.exit).toBe(0);
    expect(help.stdout).toContain('nforge token revoke <id>');
    expect(JSON.parse((await call(['help', 'token', '--json'])).stdout)).toMatchObject({ commands: [{}, {}, {}] });
  });

  it('takes the options of every command before its name too', async () => {
    const { exit, stdout } = await call(['--lang', 'fr', '--registry', 'http://x.invalid', '--json', 'version']);

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('nforge');
  });

  it('tells wrong words as JSON with --json, in English', async () => {
    const { exit, stdout, stderr } = await call(['serach', '--json'], { locale: 'ar' });

    expect({ exit, stderr }).toEqual({ exit: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        exit: 2,
        message: 'There is no command "serach".',
        hint: 'Did you mean "search"? See "nforge help".',
      },
    });
  });

  it('refuses an address that is none, or that carries a password', async () => {
    const wrong = await call(['whoami', '--registry', 'forge']);
    const secret = await call(['whoami', '--registry', 'https://me:secret@forge.example.ma']);

    expect([wrong.exit, secret.exit]).toEqual([2, 2]);
    expect(wrong.stderr).toContain('"forge" is no address of a registry.');
    expect(secret.stderr).not.toContain('secret');
  });
});
