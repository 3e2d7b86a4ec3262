import { isCivilDate } from '@national-forge/manifest';

import { VersioningError } from './error.ts';

/** States the civil dates for which a rule applies: from `from` on, up to but without `until` (`YYYY-MM-DD`). */
export interface Validity {
  readonly from: string;
  readonly until?: string | undefined;
}

const calendar = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
  timeZone: 'Africa/Casablanca',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * Tells the civil date in Morocco (Africa/Casablanca, its changes of offset included) at an instant, as `YYYY-MM-DD`.
 *
 * @throws VersioningError `date-invalid` for an invalid instant
 */
export function civilDate(now: Date): string {
  if (Number.isNaN(now.getTime())) throw dateInvalid('');
  const parts = new Map(calendar.formatToParts(now).map(({ type, value }) => [type, value]));
  return [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
}

/**
 * Refuses a text that is not a civil date of the calendar.
 *
 * @throws VersioningError `date-invalid`, also for the 30th of February
 */
export function assertCivilDate(date: string): void {
  if (!isCivilDate(date)) throw dateInvalid(date);
}

/**
 * Tells whether a rule applies on a civil date; half-open, and a release without `validity` always applies.
 *
 * @throws VersioningError `date-invalid`
 */
export function isValidAt(validity: Validity | undefined, date: string): boolean {
  assertCivilDate(date);
  if (validity === undefined) return true;
  return validity.from <= date && (validity.until === undefined || date < validity.until);
}

const dateInvalid = (date: string) =>
  new VersioningError('date-invalid', `not a civil date: ${JSON.stringify(date.slice(0, 40))}`, {
    params: { date: date.slice(0, 40) },
  });
