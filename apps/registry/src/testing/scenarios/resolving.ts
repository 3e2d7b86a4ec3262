import { publishSample } from '../publish-sample.ts';
import { type Make, type Scenario } from './scenario.ts';

const CONFLICT: Make = async ({ world, server }) => {
  const publisher = { url: server.url, token: world.tokens.publish };
  const stamp = Date.now();
  const base = `essais/base-${stamp}`;
  for (const version of ['1.0.0', '1.1.0']) await publishSample(publisher, { name: base, version, runs: false });
  const users = [`essais/old-${stamp}`, `essais/new-${stamp}`];
  await publishSample(publisher, { name: users[0] ?? '', runs: false, dependencies: { [base]: '1.0.0' } });
  await publishSample(publisher, { name: users[1] ?? '', runs: false, dependencies: { [base]: '1.1.0' } });
  const requirements = Object.fromEntries(users.map((name) => [name, '1.0.0']));
  return { query: `?${users.map((name) => `r=${name}@1.0.0`).join('&')}`, body: { requirements } };
};

const resolving: readonly Scenario[] = (
  [
    [404, 'algorithm-unknown', 'essais/unknown', '^1'],
    [404, 'no-version', 'essais/double', '^7'],
    [400, 'range-invalid', 'essais/double', '>>>1'],
    [404, 'channel-unknown', 'essais/double', 'none'],
  ] as const
)
  .flatMap(([code, problem, name, range]): Scenario[] => [
    ['resolve', code, problem, () => ({ query: `?r=${name}@${encodeURIComponent(range)}` })],
    ['resolveMany', code, problem, () => ({ body: { requirements: { [name]: range } } })],
  ])
  .concat([
    ['resolve', 409, 'resolve-conflict', async (context) => ({ query: (await CONFLICT(context)).query ?? '' })],
    ['resolveMany', 409, 'resolve-conflict', async (context) => ({ body: (await CONFLICT(context)).body })],
  ]);

/** Lists ways to the answers of resolving. */
export const resolveScenarios: readonly Scenario[] = [...resolving];
