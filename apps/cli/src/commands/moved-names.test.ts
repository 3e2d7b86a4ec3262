import { describe, expect, it } from 'vitest';

import { AGENCY, ALGORITHM, NAME, PAGE, PATH, RECORD, SEGMENT, STATUS, VERSIONS } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { logRoutes } from '../testing/log-routes.ts';
import { startSampleLog } from '../testing/sample-log.ts';
import { refuse, startStandIn, type Answer, type Script } from '../testing/stand-in.ts';

const NOW = 'dgi/income-tax';
const MOVED = { from: NAME, to: NOW };
const present = PATH.replace(NAME, NOW);
const there = (path: string): Answer => ({ status: 308, headers: { location: path } });

/** What a registry answers under the old name and under the present one; records keep the name of their time. */
const script: Script = {
  ...Object.fromEntries(
    ['', '/versions', '/versions/segments/0', '/versions/2.0.0', '/versions/2.0.0/status'].map((part) => [
      `GET ${PATH}${part}`,
      there(present + part),
    ]),
  ),
  [`GET ${present}`]: { body: { ...ALGORITHM, name: NOW, agency: 'dgi', formerNames: [NAME] } },
  [`GET ${present}/versions`]: { body: { ...VERSIONS, name: NOW, segments: `${present}/versions/segments/{segment}` } },
  [`GET ${present}/versions/segments/0`]: { body: { ...SEGMENT, name: NOW } },
  [`GET ${present}/versions/2.0.0`]: { body: RECORD },
  [`GET ${present}/versions/2.0.0/status`]: { body: { ...STATUS, name: NOW } },
  'GET /api/v1/agencies/impots': there('/api/v1/agencies/dgi'),
  'GET /api/v1/agencies/dgi': { body: { ...AGENCY, name: 'dgi' } },
  'GET /api/v1/agencies/personne': refuse('agency-unknown', { agency: 'personne' }),
};
/** A new address is looked at before the first write. */
const log = startSampleLog();
const logScript: Script = Object.fromEntries(
  ['GET /api/v1', 'GET /api/v1/keys', 'GET /log/checkpoint'].map((route) => [
    route,
    (request) => logRoutes(log)(request) ?? {},
  ]),
);
const NOTHING = { ...PAGE, total: 0, hits: [], cursor: undefined };
const told = (text: string): number => text.split(`${NAME} is now named ${NOW}.\n`).length - 1;

describe('who reads under a name that was given up', () => {
  it.each([
    ['view', NAME],
    ['view', `${NAME}@2.0.0`],
    ['versions', NAME],
    ['channel list', NAME],
  ])('%s %s answers, says the present name once, and has it in JSON', async (command, name) => {
    const { env } = await startStandIn(script);
    const words = [...command.split(' '), name];

    const shown = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });
    const now = await call([...words.slice(0, -1), name.replace(NAME, NOW), '--json'], { env });

    expect([shown.exit, asJson.exit, now.exit]).toEqual([0, 0, 0]);
    expect(told(shown.stderr)).toBe(1);
    expect(asJson.stderr).toBe('');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ moved: [MOVED] });
    expect(JSON.parse(now.stdout)).not.toHaveProperty('moved');
  });

  it('is shown former names, and of a release the one it was published under', async () => {
    const { env } = await startStandIn(script);

    const head = await call(['view', NOW], { env });
    const release = await call(['view', `${NOW}@2.0.0`], { env, locale: 'fr' });

    expect(head.stdout).toMatch(new RegExp(`^Former names +${NAME}$`, 'm'));
    expect(head.stderr).toBe('');
    expect(release.stdout).toMatch(new RegExp(`^Nom +${NOW}@2\\.0\\.0\nPubliée sous +${NAME}\n`));
  });

  it('is led from a deprecated release to where its successor is now', async () => {
    const deprecated = { reason: 'Finance Act', since: '2026-03-01T00:00:00Z', successor: 'impots/new-tax' };
    const status = (more: object) => ({ body: { ...STATUS, name: NOW, deprecated: { ...deprecated, ...more } } });
    const shown = async (more: object) => {
      const { env } = await startStandIn({ ...script, [`GET ${present}/versions/2.0.0/status`]: status(more) });
      return (await call(['view', `${NOW}@2.0.0`], { env })).stdout;
    };

    expect(await shown({ successorMovedTo: 'dgi/new-tax' })).toMatch(/^deprecated +Finance Act → dgi\/new-tax$/m);
    expect(await shown({})).toMatch(/^deprecated +Finance Act → impots\/new-tax$/m);
  });

  it('tells each rename that a registry found by, of several agencies too', async () => {
    const moved = { from: 'impots', to: 'dgi' };
    const alsoMoved = [{ from: 'ancienne', to: 'nouvelle' }];
    const { env } = await startStandIn({
      ...script,
      'GET /api/v1/search?q=&agency=impots&agency=ancienne': { body: { ...PAGE, moved, alsoMoved } },
      'GET /api/v1/search?q=agency:impots&facets=false': { body: { ...PAGE, moved } },
    });

    const { stdout } = await call(['search', '--agency', 'impots', '--agency', 'ancienne', '--json'], { env });

    expect(JSON.parse(stdout)).toMatchObject({ moved: [moved, ...alsoMoved] });
    expect(JSON.parse(stdout)).not.toHaveProperty('alsoMoved');
    expect((await call(['search', 'agency:impots'], { env })).stderr).toMatch(/^impots is now named dgi\.\n/);
  });

  it('tells the rename where the registry found by the old name, and searches once', async () => {
    const moved = { from: 'impots', to: 'dgi' };
    const page = { ...PAGE, total: 1, cursor: undefined, moved };
    const { env, requests } = await startStandIn({
      ...script,
      'GET /api/v1/search?q=&agency=impots&facets=false': { body: page },
    });

    const found = await call(['search', '--agency', 'impots'], { env });

    expect(found).toMatchObject({ exit: 0, stderr: 'impots is now named dgi.\n1 of 1 algorithms.\n' });
    expect(requests.filter(({ path }) => path.startsWith('/api/v1/search'))).toHaveLength(1);
  });

  it('finds what a renamed agency has, and nothing of one that never was', async () => {
    const { env, requests } = await startStandIn({
      ...script,
      ...Object.fromEntries(
        ['', '&facets=false'].flatMap((end) => [
          [`GET /api/v1/search?q=&agency=impots${end}`, { body: NOTHING }],
          [`GET /api/v1/search?q=&agency=personne${end}`, { body: NOTHING }],
          [`GET /api/v1/search?q=&agency=dgi${end}`, { body: { ...PAGE, total: 1, cursor: undefined } }],
        ]),
      ),
    });

    const found = await call(['search', '--agency', 'impots'], { env });
    const asJson = await call(['search', '--agency', 'impots', '--json'], { env });
    const nothing = await call(['search', '--agency', 'personne'], { env });

    expect(found).toMatchObject({ exit: 0, stderr: 'impots is now named dgi.\n1 of 1 algorithms.\n' });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ total: 1, moved: [{ from: 'impots', to: 'dgi' }] });
    expect(nothing).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^Nothing found\.\n/) as string });
    expect(requests.at(-1)?.path).toBe('/api/v1/agencies/personne');
  });
});

describe('who writes under a name that was given up', () => {
  const reason = ['--reason', 'Wrong third bracket'];
  const refusal = refuse('algorithm-moved', MOVED);

  it.each([
    [['yank', `${NAME}@2.0.0`, ...reason], `yank ${NOW}@2.0.0`],
    [['deprecate', `${NAME}@2.0.0`, ...reason], `deprecate ${NOW}@2.0.0`],
    [['deprecate', 'cnss/part@2.0.0', '--successor', NAME, ...reason], `deprecate cnss/part@2.0.0 --successor ${NOW}`],
    [['channel', 'set', `${NAME}@2.0.0`, 'beta', ...reason], `channel set ${NOW}@2.0.0 beta`],
  ])('%j ends with 7 and says what to type', async (words, typed) => {
    const other = '/api/v1/algorithms/cnss/part/versions/2.0.0/status';
    const { env } = await startStandIn({
      ...logScript,
      ...script,
      [`GET ${present}/channels/beta`]: refuse('channel-unknown', { name: NOW, tag: 'beta' }),
      [`GET ${PATH}/channels/beta`]: there(`${present}/channels/beta`),
      [`GET ${other}`]: { body: { ...STATUS, name: 'cnss/part' } },
      [`PUT ${other}`]: refusal,
      [`PUT ${PATH}/versions/2.0.0/status`]: refusal,
      [`PUT ${PATH}/channels/beta`]: refusal,
    });

    const { exit, stderr } = await call(words, { env });
    const asJson = await call([...words, '--json'], { env });

    expect(exit).toBe(7);
    expect(stderr).toContain(`What to do: Use its present name: nforge ${typed} --reason 'Wrong third bracket'\n`);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { code: 'algorithm-moved', exit: 7, moved: MOVED } });
  });
});
