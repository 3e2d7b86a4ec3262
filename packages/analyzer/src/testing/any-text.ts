import fc from 'fast-check';

/** Pieces in which scripts, marks, joiners and unseen characters meet, more often than chance would bring them together. */
const PIECES = [
  ...[
    'impôt',
    'Income',
    'TAX',
    'dariba',
    '3la',
    'ضريبة',
    'وَالضَّرَائِبُ',
    'الـ',
    'ⵜⴰⵎⵓⵔⵜ',
    'tamaziɣt',
    'taεṛabt',
    'CNSS',
    'ﻻ',
    'ﬁ',
  ],
  ...[
    '2025',
    '47-18',
    '٢٠٢٥',
    'AB123456',
    "l'",
    '’',
    '-',
    '_',
    '.',
    '/',
    ',',
    ' ',
    '\n',
    '\u200F',
    '\u200B',
    '\u202E',
    '\u00AD',
  ],
  ...['\u0301', '\u064B', '\u0640', 'İ', 'ß', 'ﷺ', '½', '😀', '\uD800', '\uDC00', '日本', 'ﾞ', 'ᄀ', 'ᅡ', 'Ⅻ', '￼'],
];

/** Texts of arbitrary Unicode, broken halves of characters included, and texts of the pieces above. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
);
