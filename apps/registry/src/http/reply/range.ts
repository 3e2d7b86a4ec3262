import type { ByteRange } from './reply.ts';

/**
 * Reads a Range header for a resource of `size` bytes (RFC 9110 §14.2): one byte range. Several ranges, other units and
 * what cannot be read are ignored, as the standard allows: the answer is then the whole.
 * @returns the range, `undefined` for the whole, `'unsatisfiable'` when it lies outside
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (found === null) return undefined;
  const [, first = '', last = ''] = found;
  if (first === '') return last === '' ? undefined : suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

function suffix(length: number, size: number): ByteRange | 'unsatisfiable' {
  const start = Math.max(0, size - length);
  return start === size ? 'unsatisfiable' : { start, end: size };
}
