import { describe, expect, it } from 'vitest';

import { openMovers, TOKENS } from '../testing/movers.ts';
import { typist } from '../testing/typist.ts';
import { call } from '../testing/call.ts';

const GIVE = ['transfer', 'eau/besoin', 'travail/besoin'];

describe('nforge transfer', () => {
  it('is signed by the giver and the receiver in turn, and sent by an owner of the giver, with the reason', async () => {
    const { env, log, desk, receiver, requests } = await openMovers();

    const given = await call([...GIVE, '--out', 'given.json', '--yes'], { env, cwd: desk });
    const taken = await call([...GIVE, '--with', 'given.json', '--out', 'taken.json', '-y', '--json'], {
      ...{ env: receiver, cwd: desk },
    });
    const before = log.size();
    const sent = await call([...GIVE, '--with', 'taken.json', '--reason', 'The labour code', '--yes'], {
      ...{ env, cwd: desk },
    });

    expect(given.exit).toBe(0);
    expect(given.stderr).toContain('Change: eau/besoin becomes travail/besoin.');
    expect(given.stderr).toContain('  travail: 0 of 1 signatures');
    expect(given.stderr).toContain(
      'Next, at travail: nforge transfer eau/besoin travail/besoin --with given.json --out FILE\n',
    );
    expect(JSON.parse(taken.stdout)).toMatchObject({ sent: false, file: 'taken.json', threshold: 2, missing: 0 });
    expect(before).toBe(5);
    expect(sent).toMatchObject({ exit: 0, stdout: '' });
    expect(sent.stderr).toContain('eau/besoin is named travail/besoin now (leaf 5 of the log).');
    expect(sent.stderr).toContain('write travail/besoin as the name in algorithm.yaml');
    const [last] = requests.filter(({ method }) => method === 'POST').slice(-1);
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ reason: 'The labour code' });
  });

  it('names who has not signed, whoever tries to send it, and what the receiver does', async () => {
    const { env, desk, log } = await openMovers();
    await call([...GIVE, '--out', 'given.json', '--yes'], { env, cwd: desk });

    const early = await call([...GIVE, '--with', 'given.json', '--yes'], { env, cwd: desk });

    expect(early.exit).toBe(5);
    expect(early.stderr).toContain('No key of this computer may sign "transfer" for travail.');
    expect(early.stderr).toContain('Repeat with --out FILE and pass the file to travail');
    expect(log.size()).toBe(5);
  });

  it.each([
    ['the receiver', TOKENS.receiver, 5],
    ['a publisher of the giver', TOKENS.publisher, 5],
    ['nobody', undefined, 4],
  ])('is not sent with the token of %s, which is said before anybody signs', async (_, token, exit) => {
    const { env, log, desk, requests } = await openMovers();
    const before = requests.length;

    const refused = await call([...GIVE, '--yes'], { env: { ...env, NFORGE_TOKEN: token }, cwd: desk });

    expect(refused.exit).toBe(exit);
    expect(refused.stderr).toContain('This needs the token of an owner of eau, the agency that gives.');
    expect(refused.stderr).toContain('nforge transfer eau/besoin travail/besoin --with FILE');
    expect(requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
    expect(log.size()).toBe(5);
  });

  it('stays within the agency with its signatures alone', async () => {
    const { env, desk, log } = await openMovers();

    const { exit, stdout } = await call(['transfer', 'eau/besoin', 'eau/besoin-en-eau', '--yes', '--json'], {
      ...{ env, cwd: desk },
    });

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      sent: true,
      change: { kind: 'transfer', from: 'eau/besoin', to: 'eau/besoin-en-eau' },
      receipt: { index: 5 },
    });
    expect(log.presentName('eau/besoin')).toBe('eau/besoin-en-eau');
  });

  it('asks, and takes no for an answer, or yes', async () => {
    const { env, desk, log } = await openMovers();
    const words = [...GIVE, '--out', 'given.json'];

    const { exit, stderr } = await call(words, { env, cwd: desk, ...typist([['to become', '\r']]) });
    const agreed = await call(words, { env, cwd: desk, ...typist([['to become', 'y']]) });

    expect(exit).toBe(3);
    expect(stderr).toContain('This cannot be undone: a name is given once, so eau/besoin cannot come back');
    expect(stderr).toContain('Not confirmed; nothing was signed or sent.');
    expect(agreed.exit).toBe(0);
    expect(agreed.stderr).toContain('The signatures are in given.json: 1 of 2. Nothing was sent.');
    expect(log.size()).toBe(5);
  });

  it('signs nothing where nobody can confirm it', async () => {
    const { env, desk } = await openMovers();

    const { exit, stderr } = await call([...GIVE, '--out', 'given.json'], { env, cwd: desk });

    expect(exit).toBe(2);
    expect(stderr).toContain('A name moves for ever');
    expect(stderr).toContain('If eau/besoin is to become travail/besoin, run the command again with --yes.');
  });

  it('made already, there is nothing to do; to a name in use, it is refused', async () => {
    const { env, desk } = await openMovers();
    const within = ['transfer', 'eau/besoin', 'eau/besoin-en-eau', '--yes'];
    await call(within, { env, cwd: desk });

    const again = await call([...within, '--json'], { env, cwd: desk });
    const back = await call(['transfer', 'eau/besoin-en-eau', 'eau/besoin', '--yes'], { env, cwd: desk });
    const old = await call([...GIVE, '--yes'], { env, cwd: desk });
    const taken = await call(['transfer', 'eau/alerte', 'eau/besoin', '--yes'], { env, cwd: desk });
    const unknown = await call(['transfer', 'eau/rien', 'eau/autre', '--yes'], { env, cwd: desk });

    expect([again.exit, JSON.parse(again.stdout)]).toEqual([
      0,
      { sent: false, already: true, from: 'eau/besoin', to: 'eau/besoin-en-eau' },
    ]);
    expect([back.exit, old.exit, taken.exit, unknown.exit]).toEqual([7, 7, 7, 6]);
    expect(taken.stderr).toContain('"eau/besoin" is, or was, the name of an algorithm');
    expect(old.stderr).toContain('Use its present name: nforge transfer eau/besoin-en-eau travail/besoin --yes');
  });

  it('refuses a file that gives something else away', async () => {
    const { env, desk } = await openMovers();
    await call([...GIVE, '--out', 'given.json', '--yes'], { env, cwd: desk });

    const words = ['transfer', 'eau/alerte', 'travail/alerte', '--with', 'given.json', '--yes'];
    const { exit, stderr } = await call(words, { env, cwd: desk });

    expect(exit).toBe(2);
    expect(stderr).toContain('It holds: Change: eau/besoin becomes travail/besoin.');
  });

  it.each([
    [['transfer', 'eau/besoin', 'eau/besoin'], 'has this name already'],
    [['transfer', 'eau/besoin', 'travail'], '“travail” is not a valid name'],
    [[...GIVE, '--reason', 'x'], '"x"'],
  ])('refuses %j with 2, without asking anyone', async (words, said) => {
    const { exit, stderr } = await call(words);

    expect([exit, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
