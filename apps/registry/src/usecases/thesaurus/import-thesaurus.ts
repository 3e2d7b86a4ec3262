import { ThesaurusError } from '../../ports.ts';
import type { StatementFormat, StatementReader, Thesauri, ThesaurusConcept, ThesaurusRecord } from '../../ports.ts';
import { gatherResources } from './skos/gather-resources.ts';
import { readConcepts, type LeftOut } from './skos/read-concepts.ts';
import { factsOfWhole, type WholeFacts } from './skos/whole-facts.ts';

/** Asks for a thesaurus to be imported. */
export interface ThesaurusRequest {
  readonly path: string;
  /** By the ending of the file's name unless given. */
  readonly format?: StatementFormat | undefined;
  readonly id: string;
  /** What the file states unless given. */
  readonly title?: string | undefined;
  readonly licence?: string | undefined;
  /** Whether a thesaurus of this id is replaced. */
  readonly mayReplace: boolean;
}

/** Tells what was imported and what was left out. */
export interface ThesaurusReport extends ThesaurusRecord {
  readonly replaced: boolean;
  readonly leftOut: LeftOut;
  /** How many of its concepts the national lexicon has already, and some of them: a label here, and the national concept. */
  readonly joined: { readonly concepts: number; readonly some: readonly { label: string; national: string }[] };
}

const SHOWN = 5;

const ID = /^(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * Imports a SKOS file as a thesaurus, all of it or nothing.
 * @throws ThesaurusError
 */
export async function importThesaurus(
  { thesauri, read }: { readonly thesauri: Thesauri; readonly read: StatementReader },
  { path, format, id, title, licence, mayReplace }: ThesaurusRequest,
): Promise<ThesaurusReport> {
  if (!ID.test(id)) throw new ThesaurusError('id-invalid', { id });
  const replaced = (await thesauri.list()).some((record) => record.id === id);
  // Asked again when it is stored; here, so that nobody waits for a large file to be told no.
  if (replaced && !mayReplace) throw new ThesaurusError('thesaurus-exists', { id });
  const resources = gatherResources();
  const { name, digest } = await read({ path, format }, resources.take);
  const facts = factsOfWhole(resources, { title, licence });
  const { concepts, leftOut } = readConcepts(resources, { id, title: facts.title });
  assertStated(facts);
  const { scheme, ...stated } = facts;
  const record = await thesauri.put({ ...stated, id, source: scheme || name, digest, concepts }, { mayReplace });
  return { ...record, replaced, leftOut, joined: await joinedOf(thesauri, concepts) };
}

async function joinedOf(thesauri: Thesauri, own: readonly ThesaurusConcept[]): Promise<ThesaurusReport['joined']> {
  const { joined } = await thesauri.concepts();
  const found = own.flatMap(({ id, labels }) => {
    const national = joined.get(id);
    // A concept of another thesaurus has its name before a colon.
    return national === undefined || national.includes(':') ? [] : [{ label: labels[0]?.text ?? id, national }];
  });
  return { concepts: found.length, some: found.slice(0, SHOWN) };
}

/** Labels are others' work: without a licence nobody may serve them, and nobody could be told whose they are. */
function assertStated({ title, licence }: WholeFacts): void {
  if (title === '') throw new ThesaurusError('title-missing');
  if (licence === '') throw new ThesaurusError('licence-missing');
}
