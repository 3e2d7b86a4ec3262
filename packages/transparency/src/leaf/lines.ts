import { decodeText } from '../strict-text.ts';

/**
 * Splits a text into its lines without their line feeds; undefined when it is not UTF-8, does not end with a line feed
 * or is longer than `limit` bytes.
 */
export function readLines(bytes: Uint8Array, limit: number): readonly string[] | undefined {
  const text = decodeText(bytes, limit);
  return text?.endsWith('\n') === true ? text.slice(0, -1).split('\n') : undefined;
}
