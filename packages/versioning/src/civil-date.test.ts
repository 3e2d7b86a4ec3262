import { describe, expect, it } from 'vitest';

import { civilDate, isValidAt } from './civil-date.ts';

describe('civilDate', () => {
  it('tells the date in Morocco, not in Greenwich', () => {
    // Morocco kept UTC+1 in these winters.
    expect(civilDate(new Date('2024-12-31T23:30:00Z'))).toBe('2025-01-01');
    expect(civilDate(new Date('2024-12-31T22:30:00Z'))).toBe('2024-12-31');
  });

  it('follows the change of offset in Ramadan', () => {
    // Ramadan 1446: UTC+0 from 2025-02-23 to 2025-04-06.
    expect(civilDate(new Date('2025-03-01T23:30:00Z'))).toBe('2025-03-01');
    expect(civilDate(new Date('2025-04-10T23:30:00Z'))).toBe('2025-04-11');
  });

  it('refuses an instant that is none', () => {
    expect(() => civilDate(new Date(Number.NaN))).toThrow(expect.objectContaining({ code: 'date-invalid' }));
  });
});

describe('isValidAt', () => {
  const year = { from: '2026-01-01', until: '2027-01-01' };

  it.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('on %s: %s, because the end is not included', (date, expected) => {
    expect(isValidAt(year, date)).toBe(expected);
  });

  it('never ends without an end, and always holds without dates', () => {
    expect(isValidAt({ from: '2026-01-01' }, '9999-12-31')).toBe(true);
    expect(isValidAt(undefined, '0001-01-01')).toBe(true);
  });

  it.each(['2026-02-30', '2026-1-1', '2026-13-01', '20260101', '2026-01-01T00:00:00Z', '', 'today', '٢٠٢٦-٠١-٠١'])(
    'refuses %j as a date',
    (date) => {
      expect(() => isValidAt(year, date)).toThrow(expect.objectContaining({ code: 'date-invalid' }));
    },
  );
});
