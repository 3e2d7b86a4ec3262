const MAX_ORIGIN_BYTES = 200;

/**
 * Tells whether a text can be the name of a key of a signed note: not empty, without Unicode white space, `+` or ASCII
 * control characters (C2SP signed-note, "Format"). White space would end the name early in a signature line, `+` in a
 * verifier key.
 */
export function isKeyName(text: string): boolean {
  return text.isWellFormed() && /^[^\p{White_Space}+\u0000-\u001f]+$/u.test(text);
}

/**
 * Tells whether a text can be the origin of a log of ours: the name of a key, of at most 200 bytes in UTF-8, without
 * control, format, private or unassigned characters. Origins are compared by people; one that differs from another by a
 * mark that nobody sees would pass for it.
 */
export function isOrigin(text: string): boolean {
  return isKeyName(text) && Buffer.byteLength(text) <= MAX_ORIGIN_BYTES && !/\p{C}/u.test(text);
}
