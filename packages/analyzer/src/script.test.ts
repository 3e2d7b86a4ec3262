import { expect, it } from 'vitest';

import { scriptOf } from './script.ts';

it.each([
  ['impôt', 'Latn'],
  ['3la', 'Latn'],
  ['εli', 'Latn'],
  ['ضَريبة', 'Arab'],
  ['ݣلميم', 'Arab'],
  ['ⵜⴰⵎⵓⵔⵜ', 'Tfng'],
  ['2025', 'Zzzz'],
  ['日本', 'Zzzz'],
  ['', 'Zzzz'],
])('the script of "%s" is %s', (word, script) => {
  expect(scriptOf(word)).toBe(script);
});
