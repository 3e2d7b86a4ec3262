/** Describes a civil date as the source of a regular expression (no anchors). */
export const CIVIL_DATE_PATTERN = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])';

const CIVIL_DATE = new RegExp(`^${CIVIL_DATE_PATTERN}$`);

/** Tells whether a text is a day of the Gregorian calendar, `YYYY-MM-DD` (RFC 3339 full-date), leap days included. */
export function isCivilDate(text: string): boolean {
  if (!CIVIL_DATE.test(text)) return false;
  // Date takes 31 April for 1 May; the day must come back as it went in.
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
