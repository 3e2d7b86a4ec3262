import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from '../open-runner.ts';
import type { Program } from '../program.ts';
import { body } from '../testing/make-program.ts';
import { expression, python } from '../testing/python-program.ts';

const runner = openRunner({ python: { trustsOwn: true } });
afterAll(() => runner.close());

const own = (program: Program): Program => ({ ...program, isOwn: true });
const double = own(expression('input * 2', { name: 'a/double', schemas: { input: { type: 'number' }, output: true } }));
const viaScript = body('return use("a/double")(input) + 1', {
  name: 'a/script',
  dependencies: { 'a/double': double },
});
const viaBoth = own(
  expression('[use("a/script")(input), use("a/double")(input), use("a/script")(input + 1)]', {
    dependencies: { 'a/script': viaScript, 'a/double': double },
  }),
);

describe('programs of several engines', () => {
  it('call each other, to any depth, each with the contract of its own', async () => {
    const top = own(expression('use("a/both")(input)', { dependencies: { 'a/both': viaBoth } }));

    expect(await runner.run(viaScript, 4)).toMatchObject({ ok: true, output: 9 });
    expect(await runner.run(viaBoth, 4)).toMatchObject({ ok: true, output: [9, 8, 11] });
    expect(await runner.run(top, 4)).toMatchObject({ ok: true, output: [9, 8, 11] });
  });

  it('are told apart when one is at fault', async () => {
    const plain = await runner.run(own(expression('input + 1')), 'four');
    expect(plain).toMatchObject({ code: 'threw', message: expect.stringContaining('TypeError') as string });
    expect(plain).not.toHaveProperty('program');
    const wrong = own(expression('use("a/script")("four")', { dependencies: { 'a/script': viaScript } }));
    expect(await runner.run(wrong, null)).toMatchObject({ code: 'input-invalid', program: 'a/double@1.0.0' });
  });

  it('cannot hide that a dependency failed, nor that what they gave it is no JSON', async () => {
    const hiding = (call: string) =>
      own(
        python(
          `def run(input, use):\n  try:\n    return use("a/double")(${call})\n  except BaseException:\n    return 0\n`,
          {
            dependencies: { 'a/double': double },
          },
        ),
      );

    expect(await runner.run(hiding('"x"'), null)).toMatchObject({ code: 'input-invalid', program: 'a/double@1.0.0' });
    expect(await runner.run(hiding('float("nan")'), null)).toMatchObject({ code: 'input-not-json' });
    expect(await runner.run(hiding('3'), null)).toMatchObject({ ok: true, output: 6 });
  });

  it('call nothing that the manifest does not name, and not for ever', async () => {
    expect(await runner.run(own(expression('use("b/other")(1)')), null)).toMatchObject({ code: 'use-undeclared' });
    const often = own(expression('[use("a/double")(n) for n in range(20)]', { dependencies: { 'a/double': double } }));
    expect(await runner.run(often, null, { calls: 10 })).toMatchObject({ code: 'use-calls' });
    expect(await runner.run(viaBoth, 1, { depth: 1 })).toMatchObject({ code: 'use-depth' });
  });

  it('name the Python that vectors were run with', async () => {
    const { runner: version, failed } = await runner.replay(viaScript, [{ name: 'v', input: 1, output: 3 }]);

    expect(failed).toEqual([]);
    expect(version).toMatch(/^nforge-runner\/1 quickjs\/\S+ python\/3\.\d+\.\d+$/);
    expect((await runner.replay(body('return 1'), [])).runner).toBe(runner.version);
  });
});
