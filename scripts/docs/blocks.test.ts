import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isShown, readBlocks, readExamples } from './blocks.ts';

const DOCUMENT = `# Title

\`\`\`sh run exit=7
false
\`\`\`

It prints:

\`\`\`text
nothing
\`\`\`

   ~~~ts
   \`\`\`
   const one = 1;

   ~~~

\`inline\` \`\`\`not a fence\`\`\`
\`\`\`\`
open to the end
\`\`\`
`;

describe('blocks', () => {
  it('are read with their language, flags, text and line', () => {
    expect(readBlocks(DOCUMENT)).toEqual([
      { language: 'sh', flags: ['run', 'exit=7'], text: 'false\n', line: 3 },
      { language: 'text', flags: [], text: 'nothing\n', line: 9 },
      { language: 'ts', flags: [], text: '```\nconst one = 1;\n\n', line: 13 },
      { language: '', flags: [], text: 'open to the end\n```\n\n', line: 20 },
    ]);
  });

  it('are paired with the output that follows them', () => {
    const examples = readExamples(DOCUMENT, ({ language }) => language === 'sh' || language === 'ts');

    expect(examples.map(({ code, output }) => [code.line, output?.line])).toEqual([
      [3, 9],
      [13, undefined],
    ]);
  });
});

describe('an output', () => {
  it.each([
    ['the same', 'a\nb\n', 'a\nb\n', true],
    ['without the last newline', 'a\n', 'a', true],
    ['with spaces at a line end', 'a\n', 'a  \n', true],
    ['another', 'a\n', 'b\n', false],
    ['one line more', 'a\n', 'a\nb\n', false],
    ['one line less', 'a\nb\n', 'a\n', false],
    ['a digest masked', 'sha256:3f… ok\n', 'sha256:3f0012 ok\n', true],
    ['a mask that would span lines', 'a…b\n', 'a\nb\n', false],
    ['lines masked', 'a\n…\nz\n', 'a\nb\nc\nz\n', true],
    ['no lines masked', 'a\n…\nz\n', 'a\nz\n', true],
    ['masked lines, then another end', 'a\n…\nz\n', 'a\nb\n', false],
    ['characters that mean something in a pattern', 'a.b (c) [d]* $1 \\ /\n', 'aXb (c) [d]* $1 \\ /\n', false],
    ['nothing at all', '\n', '', true],
  ])('that is %s is shown or not', (...[, shown, output, expected]) => {
    expect(isShown(shown, output)).toBe(expected);
  });

  it('shows itself, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isShown(text, text)));
  });
});
