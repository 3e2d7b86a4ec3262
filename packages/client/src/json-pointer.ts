/** Writes a path of members as a JSON Pointer (RFC 6901); the whole document is the empty pointer. */
export function formatPointer(path: readonly PropertyKey[]): string {
  return path.map((member) => `/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
