// Writes a Gregorian date as a Hijri date in words, for programmes, posters and signs.

const MONTHS = 'data/months.json';

export default function hijriDateText({ date, language }, { data, use }) {
  const hijri = use('patrimoine-fes/hijri-civil-date')({ date });
  if (!hijri.valid) return { valid: false, reason: hijri.reason };
  const { year, month, day, text } = hijri;
  const { months, firstDay, era } = data[MONTHS][language];
  const dayText = day === 1 && firstDay !== null ? firstDay : String(day);
  return { valid: true, text: `${dayText} ${months[month - 1]} ${year}${era}`, hijri: text };
}
