import { isScalar, parseDocument, visit, type Node, type Pair } from 'yaml';

/**
 * Puts another version into the source of a manifest: the one scalar is replaced, and every other character stays, comments,
 * order, quotes, line ends.
 * @returns undefined where the source has no version to replace
 */
export function replaceVersion(source: string, version: string): string | undefined {
  const value = versionNode(source);
  const [from, to] = value?.range ?? [];
  if (value === undefined || from === undefined || to === undefined || from === to) return undefined;
  const quote = isScalar(value) ? QUOTES[value.type ?? ''] : undefined;
  return `${source.slice(0, from)}${quote ?? ''}${version}${quote ?? ''}${source.slice(to)}`;
}

const QUOTES: Readonly<Record<string, string>> = { QUOTE_SINGLE: "'", QUOTE_DOUBLE: '"' };

/** Finds the value of the member `version` of the document itself, not of something in it. */
function versionNode(source: string): Node | undefined {
  let found: Node | undefined;
  visit(parseDocument(source, { logLevel: 'silent' }), {
    Pair: (_, pair: Pair, path) => {
      // The path is: the document and its map.
      if (path.length !== 2 || !isScalar(pair.key) || pair.key.value !== 'version') return undefined;
      found = pair.value as Node;
      return visit.BREAK;
    },
  });
  return found;
}
