interface Pattern {
  readonly plural: RegExp;
  readonly singular: string;
}

// Each plural pattern belongs to hardly any singular, and leads to one singular far more often than to others.
// ئ has become ي: فعائل is written فعايل.
const PATTERNS: readonly Pattern[] = [
  { plural: /^م(.)ا(.)ي(.)$/, singular: 'م$1$2و$3' }, // مشاريع → مشروع
  { plural: /^ت(.)ا(.)ي(.)$/, singular: 'ت$1$2ي$3' }, // تراخيص → ترخيص
  { plural: /^([^متاوي])وا([^اويه])([^اويه])$/, singular: '$1ا$2$3' }, // شوارع → شارع
  { plural: /^([^ماوي])([^اوي])اي([^اويه])$/, singular: '$1$2ي$3' }, // ضرايب → ضريب
];

/**
 * Turns a broken plural of a pattern that is safe to turn (مفاعيل, تفاعيل, فواعل, فعائل) to the stem of its singular, or gives
 * undefined. Patterns that singulars share (أفعال with the masdar إفعال, مفاعل with the participle) are left to the table.
 *
 * Source: Wright, A Grammar of the Arabic Language, §§ 304-305 (patterns of plurales fracti).
 */
export function singularByPattern(normalised: string): string | undefined {
  // The second or third letter of all four is the alef of the plural.
  if (normalised.length < 5 || normalised.length > 6) return undefined;
  if (normalised.charAt(2) !== 'ا') return undefined;
  for (const { plural, singular } of PATTERNS) {
    if (plural.test(normalised)) return normalised.replace(plural, singular);
  }
  return undefined;
}
