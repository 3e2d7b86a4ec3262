/** A fenced block of a Markdown document. */
export interface Block {
  /** First word of the info string: `ts`, `sh`, `text` …; empty when there is none. */
  readonly language: string;
  /** The further words: `run`, `by-hand`, `exit=7` … */
  readonly flags: readonly string[];
  readonly text: string;
  /** The line of the opening fence, 1-based. */
  readonly line: number;
}

/** A block that is executed, with the block of its output when one follows it directly. */
export interface Example {
  readonly code: Block;
  readonly output?: Block;
}

const OPENING = /^(?<indent> {0,3})(?<fence>`{3,}|~{3,})\s*(?<info>[^`]*)$/;

/** Reads the fenced code blocks of a Markdown document (CommonMark §4.5), in order. */
export function readBlocks(markdown: string): readonly Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const { indent = '', fence, info = '' } = OPENING.exec(lines[index] ?? '')?.groups ?? {};
    if (fence === undefined) continue;
    const end = closingLine(lines, index + 1, fence);
    const text = lines
      .slice(index + 1, end)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    const [language = '', ...flags] = info.trim().split(/\s+/);
    blocks.push({ language, flags, text: text.map((line) => `${line}\n`).join(''), line: index + 1 });
    index = end;
  }
  return blocks;
}

function closingLine(lines: readonly string[], from: number, fence: string): number {
  const isClosing = (line: string): boolean => {
    const text = line.trim();
    return text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
  };
  const found = lines.findIndex((line, index) => index >= from && isClosing(line));
  return found < 0 ? lines.length : found;
}

/** Pairs each block that `isCode` picks with the `text` block that comes next, if it does. */
export function readExamples(markdown: string, isCode: (block: Block) => boolean): readonly Example[] {
  const blocks = readBlocks(markdown);
  return blocks.flatMap((code, index) => {
    if (!isCode(code)) return [];
    const next = blocks[index + 1];
    return [next?.language === 'text' ? { code, output: next } : { code }];
  });
}

/**
 * Tells whether an output is what a document shows. In the document `…` stands for any characters of a line (a digest,
 * a date, a duration), and a line of `…` alone for any number of lines. Spaces at line ends do not count.
 */
export function isShown(shown: string, output: string): boolean {
  const clean = (text: string): readonly string[] =>
    text
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.trimEnd());
  const pattern = clean(shown)
    .map((line) => (line.trim() === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escape).join('.*')}\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${clean(output).join('\n')}\n`);
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
