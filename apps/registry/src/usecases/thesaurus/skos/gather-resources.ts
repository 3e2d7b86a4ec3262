import { ThesaurusError } from '../../../ports.ts';
import type { Statement, StatementObject } from '../../../ports.ts';
import { DESCRIBING, LABEL_PROPERTIES, TERMS, WHOLE_TYPES, XL_LABEL_PROPERTIES } from './vocabulary.ts';

/** Is a text with its language tag as written; empty without. */
export interface TaggedText {
  readonly text: string;
  readonly tag: string;
}

/** Is a label of a resource: 0 preferred, 1 alternative, 2 hidden. */
export interface RankedText extends TaggedText {
  readonly rank: number;
}

/** Is what the file says of a resource that may be a concept. */
export interface ConceptDraft {
  isConcept: boolean;
  isDeprecated: boolean;
  readonly labels: RankedText[];
  /** Labels that are resources, by rank. */
  readonly xl: { readonly rank: number; readonly id: string }[];
  readonly notations: string[];
}

/** Is what the file says of a resource that may describe the thesaurus. */
export interface WholeDraft {
  isWhole: boolean;
  /** Concepts that say they are in it. */
  members: number;
  /** By property, in the order of the file. */
  readonly said: Map<string, StatementObject[]>;
}

/** Is all that we need of the statements of a file; of the rest nothing is kept. */
export interface Resources {
  readonly concepts: ReadonlyMap<string, ConceptDraft>;
  readonly wholes: ReadonlyMap<string, WholeDraft>;
  /** Literal forms of labels that are resources. */
  readonly forms: ReadonlyMap<string, TaggedText>;
  readonly take: (statement: Statement) => void;
}

type Take = (statement: Statement) => void;
type On = (predicate: string, take: Take) => void;

/** Resources that may be concepts, and those that may describe the thesaurus: ten times what the largest thesauri have. */
const MOST_RESOURCES = 500_000;

/**
 * Gathers statements, which come in any order, by resource.
 * @throws ThesaurusError `too-many-concepts` out of `take`, before they take all memory
 */
export function gatherResources(most = MOST_RESOURCES): Resources {
  const concepts = new Map<string, ConceptDraft>();
  const wholes = new Map<string, WholeDraft>();
  const forms = new Map<string, TaggedText>();
  const takers = new Map<string, Take[]>();
  const on: On = (predicate, take) => void found(takers, predicate, () => []).push(take);
  const conceptOf = (id: string): ConceptDraft => found(concepts, id, newConcept);
  const wholeOf = (id: string): WholeDraft => found(wholes, id, newWhole);

  on(TERMS.type, ({ subject, object }) => {
    if (object.kind !== 'resource') return;
    if (object.id === TERMS.concept) conceptOf(subject).isConcept = true;
    if (WHOLE_TYPES.includes(object.id)) wholeOf(subject).isWhole = true;
  });
  gatherConcepts(on, conceptOf, forms);
  gatherWholes(on, wholeOf);
  return {
    concepts,
    wholes,
    forms,
    take: (statement) => {
      if (Math.max(concepts.size, wholes.size, forms.size) > most) {
        throw new ThesaurusError('too-many-concepts', { limit: most });
      }
      for (const take of takers.get(statement.predicate) ?? []) take(statement);
    },
  };
}

function gatherConcepts(on: On, conceptOf: (id: string) => ConceptDraft, forms: Map<string, TaggedText>): void {
  for (const [rank, property] of LABEL_PROPERTIES.entries())
    on(property, ({ subject, object }) => {
      if (object.kind === 'literal') conceptOf(subject).labels.push({ rank, text: object.text, tag: object.language });
    });
  for (const [rank, property] of XL_LABEL_PROPERTIES.entries())
    on(property, ({ subject, object }) => {
      if (object.kind === 'resource') conceptOf(subject).xl.push({ rank, id: object.id });
    });
  on(TERMS.literalForm, ({ subject, object }) => {
    if (object.kind === 'literal') forms.set(subject, { text: object.text, tag: object.language });
  });
  on(TERMS.notation, ({ subject, object }) => {
    if (object.kind === 'literal') conceptOf(subject).notations.push(object.text);
  });
  on(TERMS.deprecated, ({ subject, object }) => {
    if (object.kind === 'literal' && /^(?:true|1)$/.test(object.text.trim())) conceptOf(subject).isDeprecated = true;
  });
}

function gatherWholes(on: On, wholeOf: (id: string) => WholeDraft): void {
  on(TERMS.inScheme, ({ object }) => {
    if (object.kind === 'resource') wholeOf(object.id).members += 1;
  });
  for (const property of Object.values(DESCRIBING).flat())
    on(property, ({ subject, object }) => void found(wholeOf(subject).said, property, () => []).push(object));
}

const newConcept = (): ConceptDraft => ({ isConcept: false, isDeprecated: false, labels: [], xl: [], notations: [] });

const newWhole = (): WholeDraft => ({ isWhole: false, members: 0, said: new Map() });

function found<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
