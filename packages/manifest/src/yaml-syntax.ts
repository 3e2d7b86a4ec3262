import { type Document, visit } from 'yaml';

import type { FoundProblem, ManifestProblemCode } from './problem.ts';

/** Is an error as the library tells it. */
type SyntaxFault = Pick<Document.Parsed['errors'][number], 'code' | 'message' | 'pos'>;

/** Maps what the library says to what was probably meant, most telling words first: its own codes are coarser. */
const CAUSES: readonly (readonly [words: string, code: ManifestProblemCode])[] = [
  ['Tabs are not allowed', 'yaml-tab'],
  ['Missing closing', 'yaml-unclosed'],
  ['Missing , ', 'yaml-unclosed'],
  // An open bracket swallows the lines below it, which the library calls bad indentation.
  ['end with a', 'yaml-unclosed'],
  ['followed by map values', 'yaml-no-colon'],
  ['need to be on a single line', 'yaml-no-colon'],
  ['Nested mappings', 'yaml-nested'],
  ['Plain value cannot start with', 'yaml-first-character'],
  ['Block collection cannot start', 'yaml-indentation'],
  ['A block sequence may not be used', 'yaml-indentation'],
  ['Sequence item without', 'yaml-indentation'],
  ['same column', 'yaml-indentation'],
];

const BY_CODE: Readonly<Record<string, ManifestProblemCode>> = {
  BAD_INDENT: 'yaml-indentation',
  MULTIPLE_DOCS: 'yaml-documents',
};

/**
 * Tells each syntax error of a document in our words, one a place: of several the first is the cause. A tab that indents
 * hides the rest, because the lines after it are read at the wrong depth.
 */
export function findSyntaxProblems(
  document: Document.Parsed | undefined,
  text: string,
  refused: readonly FoundProblem[],
): readonly FoundProblem[] {
  const problems = new Map<number, FoundProblem>();
  for (const error of document?.errors ?? []) {
    const code = causeOf(error, text);
    const opening = document && openingQuote(document, error);
    const offset = opening ?? error.pos[0];
    if (problems.has(offset) || refused.some((other) => other.offset === offset)) continue;
    problems.set(offset, { code, path: [], offset, params: { reason: error.code } });
    // All that follows an open quotation mark is inside it.
    if (opening !== undefined) break;
  }
  const tabs = [...problems.values()].filter(({ code }) => code === 'yaml-tab');
  return tabs.length > 0 ? tabs : [...problems.values()];
}

function causeOf(error: SyntaxFault, text: string): ManifestProblemCode {
  const known = CAUSES.find(([words]) => error.message.includes(words));
  if (known) return known[1];
  const before = text.slice(0, error.pos[0]).trimEnd();
  if (error.message.includes('at node end') && /["']$/.test(before)) return 'yaml-after-quote';
  return BY_CODE[error.code] ?? 'yaml-syntax';
}

/** Finds where a text begins that is never closed; the library points to where the file ends. */
function openingQuote(document: Document.Parsed, error: SyntaxFault): number | undefined {
  if (!error.message.includes('Missing closing')) return undefined;
  let opening: number | undefined;
  visit(document, {
    Scalar(_, { range, type }) {
      if (range && type?.startsWith('QUOTE_') && range[1] >= error.pos[0]) opening ??= range[0];
    },
  });
  return opening;
}
