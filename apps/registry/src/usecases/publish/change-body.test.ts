import type { Change } from '@national-forge/versioning';
import { describe, expect, it } from 'vitest';

import { openChangeWriter } from './change-body.ts';

const ROOM = { changes: 10, bytes: 10_000, value: 1000 };

const failing = (name: string, value: string): Change => ({
  ...{ rule: 'vector-fails', level: 'major', params: {} },
  vector: { version: '1.0.0', name, input: value, expected: 1, outcome: { actual: 2 } },
});

const write = (changes: readonly Change[], room = ROOM) => openChangeWriter(room)(changes).map(([body]) => body);

describe('changes are written', () => {
  it('whole where there is room', () => {
    const change = failing('a', 'x');

    expect(write([change])).toEqual([change]);
  });

  it('without a value that is larger than one may be, in bytes', () => {
    const [ascii, arabic] = write([failing('a', 'x'.repeat(900)), failing('b', 'ض'.repeat(900))]);

    expect(ascii?.vector?.input).toHaveLength(900);
    expect(arabic?.vector).toEqual({ version: '1.0.0', name: 'b', expected: 1, outcome: { actual: 2 } });
  });

  it('until the room is full, the last ones without values, and never over it', () => {
    const changes = Array.from({ length: 50 }, (_, index) => failing(`v${index}`, 'x'.repeat(900)));
    const written = write(changes, { ...ROOM, changes: 50, bytes: 3000 });

    expect(Buffer.byteLength(JSON.stringify(written))).toBeLessThanOrEqual(3000 + written.length + 1);
    expect(written.map(({ vector }) => vector?.name)).toEqual(
      changes.slice(0, written.length).map(({ vector }) => vector?.name),
    );
    expect([written[0]?.vector?.input, written.at(-1)?.vector?.input]).toEqual(['x'.repeat(900), undefined]);
    expect(write(changes)).toHaveLength(10);
  });

  it('by one who goes on with the room that is left', () => {
    const writer = openChangeWriter({ ...ROOM, changes: 3 });
    const two = [failing('a', 'x'), failing('b', 'x')];

    expect([writer(two).length, writer(two).length, writer(two).length]).toEqual([2, 1, 0]);
  });

  it('with long texts cut and long pointers left out, which would lead elsewhere', () => {
    const long = `/${'x'.repeat(5000)}`;
    const comparison = {
      ...({ verdict: 'breaking', relation: 'narrower', rule: 'counterexample', prover: 'p' } as const),
      ...{ witness: {}, at: long, where: { old: long, new: '/maximum' }, reason: `enum: ${long}` },
    };
    const params = { changes: long, count: 3 };

    const [body] = write([{ rule: 'input-narrowed', level: 'major', comparison, params }]);

    expect(body?.comparison).toMatchObject({ witness: {}, where: { new: '/maximum' } });
    expect([body?.comparison?.at, body?.comparison?.where.old]).toEqual([undefined, undefined]);
    expect([body?.comparison?.reason.length, (body?.params['changes'] as string).length]).toEqual([2001, 2001]);
    expect(body?.params['count']).toBe(3);
  });
});
