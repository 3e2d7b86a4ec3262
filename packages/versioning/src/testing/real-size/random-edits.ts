import { assertReadable } from '../../contract/assert-readable.ts';
import { openDocument, schemasOf } from '../../contract/document.ts';
import { isSchemaObject, type Schema, type SchemaObject } from '../../contract/schema.ts';
import { changed, pathOf, pick, type Chance } from './chance.ts';
import { EQUIVALENCES } from './equivalences.ts';
import { CHANGES } from './random-changes.ts';

/** Changes a subschema; gives undefined where it has nothing of the kind. It may give the root new definitions. */
export type RandomEdit = (schema: SchemaObject, chance: Chance, root: SchemaObject) => EditResult | undefined;

/** Is a subschema that was changed, and definitions that it needs. */
export interface EditResult {
  readonly schema: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Is a schema after some edits, and what they were, each with its place. */
export interface Edited {
  readonly schema: SchemaObject;
  readonly edits: readonly string[];
}

/** Changes a schema at some places as people do, and so that the same values are valid where `isSame`. */
export function editAtRandom(schema: SchemaObject, chance: Chance, isSame: boolean): Edited {
  let edited: Edited = { schema, edits: [] };
  for (let left = 1 + chance.below(3); left > 0; left -= 1) edited = editOnce(edited, chance, isSame);
  return edited;
}

const ATTEMPTS = 60;

function editOnce({ schema: root, edits }: Edited, chance: Chance, isSame: boolean): Edited {
  const places = [...schemasOf(root)].filter(([, schema]) => isSchemaObject(schema));
  const table = Object.entries(isSame ? EQUIVALENCES : CHANGES);
  for (let left = ATTEMPTS; left > 0; left -= 1) {
    const [name, edit] = pick(table, chance);
    const [pointer, schema] = pick(places, chance);
    const result = edit(schema as SchemaObject, chance, root);
    if (result === undefined || (pointer === '' && !isSchemaObject(result.schema))) continue;
    const edited = withDefinitions(root, pointer, result);
    if (isReadable(edited)) return { schema: edited, edits: [...edits, `${name} at ${pointer}`] };
  }
  return { schema: root, edits };
}

function withDefinitions(root: SchemaObject, pointer: string, result: EditResult): SchemaObject {
  const whole = changed(root, pathOf(pointer), () => result.schema) as SchemaObject;
  // What stood at the root leaves its definitions there, where references look for them.
  const kept = pointer === '' ? root['$defs'] : whole['$defs'];
  return { ...whole, $defs: { ...(kept as object | undefined), ...result.$defs } };
}

/** A reference may come to lead back to itself about the same value: nobody may publish that. */
function isReadable(schema: Schema): boolean {
  try {
    assertReadable(openDocument(schema));
    return true;
  } catch {
    return false;
  }
}
