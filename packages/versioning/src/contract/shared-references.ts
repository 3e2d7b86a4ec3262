import { canonicalText } from './canonical.ts';
import { placeOf, schemasOf, type SchemaDocument } from './document.ts';
import { isSchemaObject, type Schema } from './schema.ts';
import type { Step } from './step.ts';

/** How many letters of a schema are written in the time of a step. */
const LETTERS_A_STEP = 2_000;

/**
 * Tells which references mean the same in two documents: what they point to is written alike, and so is all that it refers to.
 * Most of a large schema is the same in two versions.
 */
export function sharedReferences(one: SchemaDocument, other: SchemaDocument, step: Step): ReadonlySet<string> {
  const [left, right] = [targetsOf(one, step), targetsOf(other, step)];
  const shared = new Set(
    [...left.keys()].filter((reference) => right.get(reference)?.text === left.get(reference)?.text),
  );
  const askers = askersOf(left);
  // What refers to something that is not shared is not shared either: from there back, each reference is visited once.
  const waiting = [...left.keys()].filter((reference) => !shared.has(reference));
  for (let lost = waiting.pop(); lost !== undefined; lost = waiting.pop()) {
    for (const asker of askers.get(lost) ?? []) if (shared.delete(asker)) waiting.push(asker);
  }
  return shared;
}

/** Is what a reference points to: its text, and the references in it. */
interface Target {
  readonly text: string;
  readonly next: ReadonlySet<string>;
}

/** Finds for each reference what it points to. */
function targetsOf(document: SchemaDocument, step: Step): ReadonlyMap<string, Target> {
  const references = new Set([...document.schemas.values()].flatMap((schema) => referencesOf(schema)));
  const targets = new Map<string, Target>();
  for (const reference of references) {
    const place = placeOf(document, reference);
    const target = place === undefined ? undefined : document.schemas.get(place);
    if (target === undefined) continue;
    const text = canonicalText(target);
    step(text.length / LETTERS_A_STEP);
    const within = [...schemasOf(target)].flatMap(([, schema]) => referencesOf(schema));
    targets.set(reference, { text, next: new Set(within) });
  }
  return targets;
}

/** Lists for each reference those whose targets hold it. */
function askersOf(targets: ReadonlyMap<string, Target>): ReadonlyMap<string, readonly string[]> {
  const askers = new Map<string, string[]>();
  for (const [asker, { next }] of targets) {
    for (const reference of next) {
      const known = askers.get(reference);
      if (known === undefined) askers.set(reference, [asker]);
      else known.push(asker);
    }
  }
  return askers;
}

const referencesOf = (schema: Schema): readonly string[] =>
  isSchemaObject(schema) && typeof schema['$ref'] === 'string' ? [schema['$ref']] : [];
