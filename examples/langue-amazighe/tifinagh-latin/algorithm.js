// Transliterates between Tifinagh (IRCAM alphabet) and Latin letters, one letter for one letter.
// What is no letter (digits, spaces, punctuation) stays as it is.

const LETTERS = 'data/letters.json';

export default function transliterate({ text, direction }, { data }) {
  const pairs = data[LETTERS];
  const forward = new Map(direction === 'to-latin' ? pairs : pairs.map(([tifinagh, latin]) => [latin, tifinagh]));
  const backward = new Map([...forward].map(([from, to]) => [to, from]));
  const unmapped = new Set();
  const result = convert(prepare(text, direction), forward, unmapped);
  const back = convert(result, backward, new Set());
  return { text: result, unmapped: [...unmapped], reversible: unmapped.size === 0 && back === text };
}

// Latin text comes in capitals too, and with dots as separate characters: NFC joins them.
function prepare(text, direction) {
  return direction === 'to-latin' ? text : text.normalize('NFC').toLowerCase();
}

function convert(text, table, unmapped) {
  let result = '';
  for (const character of text) {
    const target = table.get(character);
    if (target === undefined && /[\p{L}\p{M}]/u.test(character)) unmapped.add(character);
    result += target ?? character;
  }
  return result;
}
