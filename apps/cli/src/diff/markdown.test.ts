import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';

import { code, codeCell, plain, table } from './markdown.ts';

const parser = new MarkdownIt({ html: true, linkify: true });

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}

/** Lists what a page holds, innermost first told. */
const inlines = (markdown: string): readonly Token[] =>
  (parser.parse(markdown, {}) as readonly Token[]).flatMap(({ type, children }) =>
    type === 'inline' ? (children ?? []) : [],
  );

const HOSTILE = [
  '`code` ``two`` ',
  'a | b \\| c \\\\| d',
  '</details><script>alert(1)</script> &lt;',
  '![x](https://evil.example/p.png) [y](javascript:1) <https://evil.example>',
  'https://evil.example www.evil.example mail@evil.example @everyone #1 !1',
  '*bold* _em_ ~~gone~~ $x$ :tada: \\',
  '# head\n\n- item\r\n> quote\u2028---\n\n    code',
  '` `` ```',
  ' ',
];

/** No line breaks, and what Markdown cannot show: a nul. */
const shown = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

describe('a text in a page', () => {
  it.each(HOSTILE)('is shown as it is: %j', (text) => {
    const [only, ...more] = inlines(`- ${plain(text)}.`).filter(({ content }) => content !== '');

    expect(more.map(({ type }) => type).filter((type) => !['text', 'text_special'].includes(type))).toEqual([]);
    expect([only, ...more].map((token) => token?.content).join('')).toBe(`${shown(text).trimStart()}.`);
  });

  it.each(HOSTILE)('is one code span: %j', (text) => {
    expect(inlines(`- ${code(text)}`)).toMatchObject([{ type: 'code_inline' }]);
    expect(inlines(`- ${code(text)}`)[0]?.content.trim()).toBe(shown(text).trim());
  });

  it.each(HOSTILE)('stays in its cell: %j', (text) => {
    const page = table(['a', 'b'], [[codeCell(text), plain(text)]]);
    const cells = parser.render(page).match(/<td>/g);

    expect(cells).toHaveLength(2);
    expect(
      inlines(page)
        .map(({ type }) => type)
        .filter((type) => !/^(text|text_special|code_inline)$/.test(type)),
    ).toEqual([]);
  });

  it('stays in its cell and its span whatever it is made of', () => {
    const text = fc
      .array(fc.constantFrom('`', '|', '\\', ' ', '<b>', '\n', '[', ']', '(', ')', '*', '@a', 'x', '&amp;'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (words) => {
        const page = table(['a', 'b'], [[codeCell(words), plain(words)]]);
        const kinds = new Set(inlines(`${page}\n- ${code(`${words}x`)}`).map(({ type }) => type));

        expect(parser.render(page).match(/<td>/g)).toHaveLength(2);
        expect([...kinds].filter((type) => !/^(text|text_special|code_inline)$/.test(type))).toEqual([]);
      }),
    );
  });
});
