import { CommandError } from './command.ts';

const UNITS: Readonly<Record<string, number>> = { h: 60 * 60 * 1000, d: 24 * 60 * 60 * 1000 };

/**
 * Reads when a token expires: a span from now (`90d`, `12h`) or a date (`2027-01-31`, its first instant in UTC, or
 * with a time as RFC 3339 writes it).
 */
export function parseExpiry(text: string, now: Date): Date {
  const [, count = '', unit = ''] = /^(\d{1,6})([dh])$/.exec(text) ?? [];
  const span = UNITS[unit];
  if (span !== undefined) return new Date(now.getTime() + Number(count) * span);
  const date = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? new Date(text) : undefined;
  // new Date('2027-02-31') rolls over to March.
  const isReal =
    date !== undefined && !Number.isNaN(date.getTime()) && (text.length > 10 || date.toISOString().startsWith(text));
  if (date && isReal) return date;
  throw new CommandError(`--expires "${text}": write a span such as 90d or 12h, or a date such as 2027-01-31.`, 2);
}
