import { describe, expect, it } from 'vitest';

import type { Program } from '../program.ts';
import { body } from '../testing/make-program.ts';
import type { Job } from './job.ts';
import { createLedger } from './ledger.ts';

const open = () => {
  const told: Job[] = [];
  return { told, ledger: createLedger({ tell: (job) => told.push(job) }) };
};

describe('a ledger of programs', () => {
  it('sends a program once', () => {
    const { told, ledger } = open();
    const program = body('return 1');

    expect([ledger.numberOf(program), ledger.numberOf(program)]).toEqual([1, 1]);

    expect(told.map(({ kind }) => kind)).toEqual(['load']);
  });

  it('lets the thread forget the program used longest ago, and sends it again when it comes back', () => {
    const { told, ledger } = open();
    const programs = Array.from({ length: 33 }, () => body('return 1'));
    for (const program of programs.slice(0, 32)) ledger.numberOf(program);
    ledger.numberOf(programs[0]!);

    ledger.numberOf(programs[32]!);

    expect(told.at(-1)).toEqual({ kind: 'forget', id: 2 });
    ledger.numberOf(programs[1]!);
    expect(told.at(-2)).toMatchObject({ kind: 'load', id: 34 });
  });

  it('sends of a view the bytes that it shows, not the archive behind it', () => {
    const { told, ledger } = open();
    const archive = new Uint8Array(1_000_000);
    const program = { ...body(''), entry: { path: 'a.js', bytes: archive.subarray(10, 20) } };

    ledger.numberOf(program);

    expect(told[0]).toMatchObject({ program: { entry: { bytes: { length: 10, buffer: { byteLength: 10 } } } } });
  });

  it('sends a circle of programs as one', () => {
    const { told, ledger } = open();
    const dependencies: Record<string, Program> = {};
    const program = body('', { dependencies });
    dependencies['a/b'] = program;

    ledger.numberOf(program);

    const sent = told[0]?.kind === 'load' ? told[0].program : undefined;
    expect(sent?.dependencies['a/b']).toBe(sent);
  });
});
