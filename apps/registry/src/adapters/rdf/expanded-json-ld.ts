import type { Statement, StatementObject } from '../../ports.ts';

type Fields = Readonly<Record<string, unknown>>;

const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/**
 * Reads the statements of a document in expanded form (JSON-LD 1.1, "Expanded Document Form"; JSON-LD 1.1 API §8.1), named graphs
 * too. Lists are passed over: SKOS says nothing about a concept by one. Linear, and as deep as the document, which is bounded.
 */
export function giveExpanded(document: unknown, each: (statement: Statement) => void): void {
  const walk: Walk = { each, blanks: 0 };
  for (const item of listOf(document)) giveNode(item, walk);
}

interface Walk {
  readonly each: (statement: Statement) => void;
  /** Nodes without a name so far; theirs begin with a space, which no name in a file does. */
  blanks: number;
}

/** Gives what a node says and the nodes in it; its id, or undefined where the item is no node. */
function giveNode(item: unknown, walk: Walk): string | undefined {
  if (!isFields(item) || '@value' in item || '@list' in item) return undefined;
  const id = typeof item['@id'] === 'string' ? item['@id'] : `_: ${(walk.blanks += 1)}`;
  for (const [key, value] of Object.entries(item)) giveEntry({ id, key }, value, walk);
  return id;
}

function giveEntry({ id, key }: { id: string; key: string }, value: unknown, walk: Walk): void {
  if (key === '@reverse') giveReverse(id, value, walk);
  else if (key === '@type') for (const type of listOf(value)) giveType(id, type, walk);
  else if (key === '@graph' || key === '@included') for (const inner of listOf(value)) giveNode(inner, walk);
  else if (!key.startsWith('@')) for (const inner of listOf(value)) giveValue({ id, predicate: key }, inner, walk);
}

function giveType(subject: string, type: unknown, { each }: Walk): void {
  if (typeof type === 'string') each({ subject, predicate: RDF_TYPE, object: { kind: 'resource', id: type } });
}

function giveReverse(id: string, value: unknown, walk: Walk): void {
  if (!isFields(value)) return;
  for (const [predicate, items] of Object.entries(value)) {
    for (const item of listOf(items)) {
      const subject = giveNode(item, walk);
      if (subject !== undefined) walk.each({ subject, predicate, object: { kind: 'resource', id } });
    }
  }
}

function giveValue({ id, predicate }: { id: string; predicate: string }, item: unknown, walk: Walk): void {
  const object = literalOf(item) ?? resourceOf(giveNode(item, walk));
  if (object !== undefined) walk.each({ subject: id, predicate, object });
}

function literalOf(item: unknown): StatementObject | undefined {
  if (!isFields(item) || !('@value' in item)) return undefined;
  const { '@value': value, '@language': language } = item;
  return { kind: 'literal', text: String(value), language: typeof language === 'string' ? language : '' };
}

const resourceOf = (id: string | undefined): StatementObject | undefined =>
  id === undefined ? undefined : { kind: 'resource', id };

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
