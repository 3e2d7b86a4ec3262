/** Names the keyword of 2020-12 that took the place of one from an older draft. */
export const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['definitions', '$defs'],
  ['dependencies', 'dependentSchemas'],
  ['additionalItems', 'items'],
  ['id', '$id'],
]);
