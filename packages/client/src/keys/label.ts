import { findRefusedCharacter } from '@national-forge/manifest';

const LABEL_LIMIT = 100;

/**
 * Tells whether a text can name a key: one line of at most 100 characters in any script, without characters that a
 * terminal obeys or that make it read otherwise than it is stored.
 */
export function isLabel(text: string): boolean {
  const isLine = text === text.trim() && text.length > 0 && text.length <= LABEL_LIMIT && !/[\t\r\n]/.test(text);
  return isLine && findRefusedCharacter(text) === undefined;
}

/** Makes the part of a label that any file system takes; a label in Arabic may leave nothing of it. */
export function slugOf(label: string): string {
  return label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
