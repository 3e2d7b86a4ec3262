/** Deepest JSON of a schema that is read; admission takes none of more than 64 levels. */
const DEEPEST = 512;

/** Tells whether a JSON value has more levels than the functions here, which call themselves, can follow on every machine. */
export function isTooDeep(value: unknown): boolean {
  const waiting: (readonly [unknown, number])[] = [[value, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [one, depth] = next;
    if (typeof one !== 'object' || one === null) continue;
    if (depth >= DEEPEST) return true;
    for (const part of Object.values(one)) waiting.push([part, depth + 1]);
  }
  return false;
}
