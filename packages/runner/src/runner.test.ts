import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from './open-runner.ts';
import type { Json, Program } from './program.ts';
import type { Runner } from './runner.ts';
import { body } from './testing/make-program.ts';

const opened: Runner[] = [];
const open = (...options: Parameters<typeof openRunner>) => {
  const runner = openRunner(...options);
  opened.push(runner);
  return runner;
};
const shared = open();
afterAll(() => Promise.all(opened.map((runner) => runner.close())));

const closed = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false };
const contract = (more: Partial<Program> = {}): Partial<Program> => ({
  schemas: { input: closed, output: closed },
  ...more,
});

describe('a run', () => {
  it.each([
    ['a member that is none of its contract', { n: 1, x: 2 }, '/x', 'must NOT have additional properties'],
    ['a value of another type', { n: 'one' }, '/n', 'must be integer'],
    ['a missing member', {}, '', "must have required property 'n'"],
  ])('refuses an input with %s before the program sees it', async (_, input, ...[pointer, message]) => {
    const program = body('throw new Error("seen")', contract());
    await expect(shared.run(program, input)).resolves.toEqual({
      ok: false,
      code: 'input-invalid',
      at: 'input',
      pointer,
      message,
    });
  });

  it('drops undeclared members of a tolerant contract with a warning', async () => {
    const program = body('return input', contract({ inputMode: 'tolerant' }));

    await expect(shared.run(program, { n: 1, x: 2 })).resolves.toEqual({
      ok: true,
      output: { n: 1 },
      warnings: [{ code: 'undeclared-dropped', pointer: '/x' }],
    });
  });

  it('names the dependency whose input had something dropped', async () => {
    const tolerant = body('return input', contract({ inputMode: 'tolerant', name: 'a/tolerant' }));
    const program = body('return use("a/t")({ n: 1, y: 2 })', { dependencies: { 'a/t': tolerant } });

    await expect(shared.run(program, null)).resolves.toMatchObject({
      warnings: [{ pointer: '/y', program: 'a/tolerant@1.0.0' }],
    });
  });

  it('refuses an output that breaks the contract', async () => {
    const program = body('return { n: input.n / 2 }', contract());

    await expect(shared.run(program, { n: 2 })).resolves.toMatchObject({ output: { n: 1 } });
    await expect(shared.run(program, { n: 1 })).resolves.toMatchObject({
      code: 'output-invalid',
      at: 'output',
      pointer: '/n',
    });
  });

  it.each([
    ['refers to what is not there', { $ref: '#/$defs/x' }],
    ['has a pattern that is none', { pattern: '(' }],
    ['is none', { maximum: 'much' }],
    ['refers to itself for ever', { $ref: '#' }],
  ])('says that a schema is at fault when it %s', async (_, input) => {
    await expect(shared.run(body('return 1', { schemas: { input, output: true } }), 'x')).resolves.toMatchObject({
      ok: false,
      code: 'schema-invalid',
    });
  });

  it('treats format as an annotation', async () => {
    const schemas = { input: { type: 'string', format: 'date' }, output: { format: 'email' } };
    await expect(shared.run(body('return input', { schemas }), 'no date')).resolves.toMatchObject({
      output: 'no date',
    });
  });

  it('refuses an input that is no JSON', async () => {
    await expect(shared.run(body('return 1'), undefined as never)).resolves.toMatchObject({ code: 'input-not-json' });
  });

  it.each([
    ['half a surrogate pair', ['\ud800'], '/0'],
    ['a member named __proto__', JSON.parse('{"a":{"__proto__":1}}') as Json, '/a/__proto__'],
    ['more depth than a hundred', JSON.parse('['.repeat(101) + ']'.repeat(101)) as Json, ''],
  ])('refuses an input with %s', async (_, input, pointer) => {
    await expect(shared.run(body('return 1'), input)).resolves.toMatchObject({
      code: 'input-not-json',
      at: 'input',
      pointer,
    });
  });

  it('takes a hundred lists in each other in and out', async () => {
    const deep = JSON.parse('['.repeat(100) + '1' + ']'.repeat(100)) as Json;
    await expect(shared.run(body('return input'), deep)).resolves.toMatchObject({ output: deep });
    await expect(shared.run(body('return [input]'), deep)).resolves.toMatchObject({ code: 'output-not-json' });
  });
});

describe('a runner', () => {
  it('answers each of many runs with its own output', async () => {
    const runner = open({ workers: 2 });
    const program = body('return input * 2');

    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => runner.run(program, n)));

    expect(outcomes.map((outcome) => outcome.ok && outcome.output)).toEqual(outcomes.map((_, n) => n * 2));
  });

  it('runs on beside a run that does not end, when it has two workers', async () => {
    const runner = open({ workers: 2, limits: { cpuMs: 60_000, wallMs: 60_000 } });
    const endless = runner.run(body('for (;;);'), null).catch((error: unknown) => error);

    for (let times = 0; times < 5; times++) {
      await expect(runner.run(body('return 1'), null)).resolves.toMatchObject({ output: 1 });
    }

    await runner.close();
    await expect(endless).resolves.toMatchObject({ name: 'RunnerError', code: 'closed' });
  });

  it('leaves the event loop free while a program works', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);

    await shared.run(body('for (;;);'), null, { cpuMs: 200 });

    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it('gives up a run on the clock too', async () => {
    await expect(shared.run(body('for (;;);'), null, { cpuMs: 60_000, wallMs: 200 })).resolves.toMatchObject({
      code: 'timeout',
    });
  });

  it('keeps more programs at hand than a thread remembers', async () => {
    const programs = Array.from({ length: 40 }, (_, n) => body(`return ${n}`));

    for (const round of [1, 2]) {
      for (const [n, program] of programs.entries()) {
        await expect(shared.run(program, round)).resolves.toMatchObject({ output: n });
      }
    }
  });

  it('refuses work once closed, and closes twice', async () => {
    const runner = open();
    await runner.run(body('return 1'), null);
    await runner.close();
    await runner.close();

    await expect(runner.run(body('return 1'), null)).rejects.toMatchObject({ name: 'RunnerError', code: 'closed' });
  });
});
