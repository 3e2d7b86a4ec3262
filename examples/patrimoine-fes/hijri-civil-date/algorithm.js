// Converts a Gregorian date to the tabular Islamic calendar (civil epoch, 30-year cycle with
// leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29). Integer arithmetic only.

const DAYS_IN_CYCLE = 10_631; // thirty years: 30 × 354 days and 11 leap days
const EPOCH = 227_015; // 1 Muharram 1 = 19 July 622 of the proleptic Gregorian calendar, day 1 being 1 January 1

export default function hijriCivilDate({ date }) {
  const [year, month, day] = date.split('-').map(Number);
  if (year < 1 || day > daysInMonth(year, month)) return { valid: false, reason: 'no-such-date' };
  const elapsed = ordinal(year, month, day) - EPOCH;
  if (elapsed < 0) return { valid: false, reason: 'before-epoch' };
  return { valid: true, ...toHijri(elapsed) };
}

function isLeap(year) {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year, month) {
  return month === 2 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

// Days since the eve of 1 January 1, proleptic Gregorian.
function ordinal(year, month, day) {
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysInMonth(year, earlier);
  return days;
}

// Days of the years before a Hijri year: 354 each, and a leap day where (11 × y + 14) mod 30 < 11.
function daysBeforeYear(year) {
  return (year - 1) * 354 + Math.floor((11 * year + 3) / 30);
}

function toHijri(elapsed) {
  const year = Math.floor((30 * elapsed + 10_646) / DAYS_IN_CYCLE);
  const inYear = elapsed - daysBeforeYear(year);
  // Months have 30 and 29 days in turn; the leap day makes the twelfth one longer.
  const month = Math.min(12, Math.floor((2 * inYear) / 59) + 1);
  const day = inYear - Math.floor((59 * (month - 1) + 1) / 2) + 1;
  return { year, month, day, text: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` };
}

function pad(number, width) {
  return String(number).padStart(width, '0');
}
