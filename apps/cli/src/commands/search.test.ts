import { describe, expect, it } from 'vitest';

import { PAGE } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

describe('nforge search', () => {
  it('sends words and filters, prints the hits and tells how to go on', async () => {
    const { env, requests } = await startStandIn({
      'GET /api/v1/search?q=impôt+revenu&sector=education&region=MA&agency=impots&kind=rule&license=MIT&language=fr&risk=high&status=beta&cursor=c&limit=5':
        { body: PAGE },
    });

    const { exit, stdout, stderr } = await call(
      'search impôt revenu --sector education --region MA --agency impots --kind rule --license MIT --language fr --risk high --status beta --limit 5 --cursor c'.split(
        ' ',
      ),
      { env, locale: 'fr' },
    );

    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: '1 algorithmes sur 3.\nPour la suite : la même recherche avec --cursor next-page\n',
    });
    expect(stdout).toBe('impots/income-tax@2.0.0  Impôt\ufffd[2J sur le revenu (dépréciée)\n');
    expect(requests).toHaveLength(1);
  });

  it('prints the page as JSON', async () => {
    const { env } = await startStandIn({ 'GET /api/v1/search?q=': { body: PAGE } });

    const { exit, stdout, stderr } = await call(['search', '--json'], { env });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(PAGE);
  });

  it('refuses a limit that is no number before it asks anyone', async () => {
    const { exit, stderr } = await call(['search', 'x', '--limit', 'many']);

    expect(exit).toBe(2);
    expect(stderr).toContain('--limit takes a whole number from 1, not "many".');
  });

  it('tells in three languages that nobody answers, with exit code 9', async () => {
    const { env } = await startStandIn({});
    const dead = { ...env, NFORGE_REGISTRY: 'http://127.0.0.1:9' };

    const said = await Promise.all(
      (['en', 'fr', 'ar'] as const).map((locale) => call(['whoami'], { env: dead, locale })),
    );

    expect(said.map(({ exit }) => exit)).toEqual([9, 9, 9]);
    expect(said[0]?.stderr).toContain('Nobody answers at 127.0.0.1:9.\nWhat to do: Is the registry running');
    expect(said[1]?.stderr).toContain('Personne ne répond à 127.0.0.1:9.');
    expect(said[2]?.stderr).toContain('لا أحد يجيب في \u2068127.0.0.1:9\u2069.');
  });

  it('tells the problem of the registry and its request', async () => {
    const { env } = await startStandIn({
      'GET /api/v1/search?q=x&cursor=old': refuse('cursor-invalid', { cursor: 'old' }),
    });

    const { exit, stdout } = await call(['search', 'x', '--cursor', 'old', '--json'], { env });

    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cursor-invalid', exit: 2, requestId: 'r-1' } });
  });
});
