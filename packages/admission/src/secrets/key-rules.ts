import type { SecretHit } from '../worker/find-secrets.ts';

/**
 * Names the forms of private keys that are looked for in every file, binary ones too.
 * secretlint's rule for PEM passes over short keys (Ed25519, which agencies sign with, has 64 characters), encrypted
 * ones and those with headers; a placeholder without a run of 40 characters of base64 is none.
 * Every repetition is bounded, so that a window takes linear time. Sources: RFC 7468; C2SP signed-note; age; PuTTY.
 */
const RULES: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  {
    kind: 'privatekey',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){0,8}(?:[A-Za-z][A-Za-z-]{0,30}: [^\n]{0,200}\n\s{0,4}){0,8}[A-Za-z0-9+/=]{40}/g,
  },
  { kind: 'note-key', pattern: /\bPRIVATE\+KEY\+[^\s+]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40}/g },
  { kind: 'age-key', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g },
  { kind: 'putty-key', pattern: /\bPuTTY-User-Key-File-[23]: /g },
];

/** Finds private keys in a piece of a file. */
export const findKeys = (text: string): readonly SecretHit[] =>
  RULES.flatMap(({ kind, pattern }) => [...text.matchAll(pattern)].map(({ index }) => ({ kind, offset: index })));
