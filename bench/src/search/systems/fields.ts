import type { MeasuredRecord } from '@national-forge/registry/bench';

/** Weights of the fields, the same for every system that takes weights. */
export const FIELD_WEIGHTS = Object.freeze({ name: 6, title: 8, keywords: 5, summary: 3, description: 1, codes: 1 });

/** Names a field of a record as the systems that we compare with index it. */
export type FieldName = keyof typeof FIELD_WEIGHTS;

/** Lists the fields. */
export const FIELD_NAMES = Object.keys(FIELD_WEIGHTS) as readonly FieldName[];

/** Gives the text of each field, all languages together: all that a record says, so that nobody is kept from finding it. */
export function fieldsOf(record: MeasuredRecord): Readonly<Record<FieldName, string>> {
  const { id, title, summary = {}, description = {}, keywords = {}, sectors = [] } = record;
  const codes = [record.kind, ...sectors, record.region, record.license, record.status];
  return {
    name: id,
    title: Object.values(title).join('\n'),
    keywords: Object.values(keywords).flat().join('\n'),
    summary: Object.values(summary).join('\n'),
    description: Object.values(description).join('\n'),
    codes: codes.filter((code) => code !== undefined).join(' '),
  };
}
