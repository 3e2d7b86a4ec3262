import type { MeasuredRecord } from '@national-forge/registry/bench';
import { CollectionError, readJsonLines, type JsonLine } from './json-lines.ts';
import { assertMembers, isText, isTextList, languageMapOf, textOf } from './members.ts';

const TEXTS = ['lang', 'kind', 'region', 'agency', 'license', 'risk', 'status'] as const;
const LISTS = ['sectors', 'languages'] as const;
const MEMBERS = ['id', 'title', 'summary', 'description', 'keywords', ...TEXTS, ...LISTS];

/** Reads records, one a line, as they are asked for. Throws a `CollectionError` that names the line. */
export function* readRecords(file: string): Generator<MeasuredRecord> {
  const seen = new Set<string>();
  for (const line of readJsonLines(file)) {
    const record = recordOf(line);
    if (seen.has(record.id)) {
      throw new CollectionError(line.place, `the record "${record.id}" stands twice; give it another id.`);
    }
    seen.add(record.id);
    yield record;
  }
}

function recordOf(line: JsonLine): MeasuredRecord {
  assertMembers(line, MEMBERS);
  const id = textOf(line, 'id');
  const title = languageMapOf(line, 'title', isText);
  if (title === undefined) throw new CollectionError(line.place, 'a record has a "title", as {"fr": "Titre"}.');
  languageMapOf(line, 'summary', isText);
  languageMapOf(line, 'description', isText);
  languageMapOf(line, 'keywords', isTextList);
  assertForms(line);
  return { ...(line.value as Partial<MeasuredRecord>), id, title };
}

function assertForms({ value, place }: JsonLine): void {
  for (const key of TEXTS) {
    if (value[key] !== undefined && !isText(value[key])) throw new CollectionError(place, `"${key}" must be a text.`);
  }
  for (const key of LISTS) {
    if (value[key] !== undefined && !isTextList(value[key])) {
      throw new CollectionError(place, `"${key}" must be a list of texts.`);
    }
  }
}
