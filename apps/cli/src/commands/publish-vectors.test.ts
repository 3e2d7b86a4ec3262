import { describe, expect, it } from 'vitest';

import { openReadyOffice } from '../testing/agency.ts';
import { folderWithAlgorithms, vector, type Sample } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import type { Arrived } from '../testing/stand-in.ts';

const double = (result = 6): Sample => ({
  name: 'eau/double',
  code: 'export default ({ value }) => ({ result: value * 2 });\n',
  vectors: [vector('three', 3, result)],
});
const next = (result = 7): Sample => ({
  name: 'eau/next',
  code: "export default ({ value }, { use }) => ({ result: use('eau/double')({ value }).result + 1 });\n",
  dependencies: { 'eau/double': '^0.1.0' },
  vectors: [vector('three', 3, result)],
});
const python = (result = 6): Sample => ({
  name: 'eau/python',
  engine: 'python',
  code: 'def run(input, data, use):\n    return {"result": input["value"] * 2}\n',
  vectors: [vector('three', 3, result)],
});

/** Opens an agency and a folder with algorithms; says what was sent that changes anything. */
async function deskWith(...samples: readonly Sample[]) {
  const [cwd, office] = [await folderWithAlgorithms(samples), await openReadyOffice()];
  const before = office.requests.length;
  const writes = (): readonly Arrived[] =>
    office.requests.slice(before).filter(({ method, path }) => !/GET|HEAD/.test(method) && !path.endsWith('/resolve'));
  return { here: { cwd, env: office.env }, writes };
}

describe('nforge publish of a folder that does not keep its own vectors', () => {
  it.each([['publish'], ['publish', '--dry-run'], ['sign', '--out', 'signed.json']])(
    'ends %s with 5 before anything is signed or sent, in the words of nforge test',
    async (command, ...words) => {
      const { here, writes } = await deskWith(double(7));

      const tested = await call(['test', 'double'], here);
      const { exit, stdout, stderr } = await call([command, 'double', ...words], here);

      expect([exit, stdout, writes()]).toEqual([5, '', []]);
      const [said] = tested.stdout.split('\n');
      expect(said).toBe('double: three: The output is not the expected one at /result.');
      expect(stderr).toContain(`  ${said ?? ''} input {"value":3}, expected {"result":7}, actual {"result":6}\n`);
      expect(stderr).toContain(`Error: ${tested.stderr}`);
      expect(stderr).toContain('Nothing was signed or sent.');
    },
  );

  it('says the same as a document, in English', async () => {
    const { here } = await deskWith(double(7));

    const { stdout } = await call(['publish', 'double', '--json'], { ...here, locale: 'fr' });

    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'vectors-failed', exit: 5, items: [{ where: 'double: three', code: 'differs' }] },
    });
  });

  it('runs it with a dependency that is published together with it', async () => {
    const wrong = await deskWith(double(), next(8));
    const right = await deskWith(double(), next());

    const refused = await call(['publish', 'double', 'next'], wrong.here);
    const { exit, stderr } = await call(['publish', 'double', 'next'], right.here);

    expect([refused.exit, exit], stderr).toEqual([5, 0]);
    expect(refused.stderr).toContain('next: three: The output is not the expected one at /result.');
    expect(stderr).not.toContain('were not run here');
  });

  it('runs Python without a sandbox only where the person says so', async () => {
    const { here, writes } = await deskWith(python(7));
    const bare = { ...here, env: { ...here.env, PATH: '/nonexistent' } };
    const trusting = { ...here, env: { ...here.env, PATH: process.env['PATH'] } };

    const refused = await call(['publish', 'python', '--trust-local'], trusting);
    expect([refused.exit, writes()], refused.stderr).toEqual([5, []]);
    const { exit, stderr } = await call(['publish', 'python'], bare);

    expect(exit).toBe(0);
    expect(stderr).toMatch(
      /^python: its vectors were not run here: this computer lacks Python or a sandbox for it .+\n/m,
    );
  });
});

describe('nforge publish of what cannot be run here', () => {
  it('goes on where a dependency is nowhere to be found, and says so: the registry judges', async () => {
    const { here, writes } = await deskWith(next(8));

    const { exit, stderr } = await call(['publish', 'next'], here);

    expect(stderr).toContain('next: its vectors were not run here: what it calls is not at hand.');
    expect([exit, writes().length > 0]).toEqual([0, true]);
  });

  it('tries no content again that is published', async () => {
    const { here } = await deskWith(double());

    const once = await call(['publish', 'double'], here);
    const again = await call(['publish', 'double'], here);

    expect([once.exit, again.exit, again.stdout]).toEqual([0, 0, once.stdout]);
  });
});
