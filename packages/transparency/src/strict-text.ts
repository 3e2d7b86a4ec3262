const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes UTF-8, or gives undefined when it is malformed or longer than `limit` bytes. A text is taken as it is, unless
 * it holds half a surrogate pair: it has no form in UTF-8, so what was signed cannot be told. A byte order mark stays in
 * the text: it is a part of what was signed.
 */
export function decodeText(input: string | Uint8Array, limit: number): string | undefined {
  if (input.length > limit) return undefined;
  if (typeof input === 'string') {
    return input.isWellFormed() && Buffer.byteLength(input) <= limit ? input : undefined;
  }
  try {
    return decoder.decode(input);
  } catch {
    return undefined;
  }
}

/** Parses a decimal number from 0 to 2^53 − 1 without sign or leading zeros; undefined for anything else. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Tells whether a text holds no ASCII control character but the line feed, as every text of the log. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
