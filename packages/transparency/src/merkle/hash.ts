import { hash } from 'node:crypto';

import { TransparencyError } from '../error.ts';

/** Gives the length of every hash of the tree in bytes (SHA-256). */
export const HASH_LENGTH = 32;

/**
 * Names the root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
 * Shared by all readers: compare with it, do not write into it.
 */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

/**
 * Hashes the bytes of a leaf: SHA-256(0x00 ‖ bytes).
 *
 * The prefix keeps leaves and nodes apart. Without it an attacker could show the 64 bytes of two child hashes as a leaf
 * that is in the tree though nobody logged it (RFC 6962 §2.1, second preimages).
 */
export function hashLeaf(bytes: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + bytes.length);
  input.set(bytes, 1);
  return sha256(input);
}

/**
 * Hashes two neighbouring subtrees into their parent: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).
 *
 * @throws TransparencyError `hash-malformed` when one of them is not 32 bytes long: what is stored was cut.
 */
export function hashChildren(left: Uint8Array, right: Uint8Array): Uint8Array {
  assertHash(left);
  assertHash(right);
  const input = new Uint8Array(1 + 2 * HASH_LENGTH);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 1 + HASH_LENGTH);
  return sha256(input);
}

/** Throws `hash-malformed` unless the bytes are as long as a hash of the tree. */
export function assertHash(bytes: Uint8Array): void {
  if (bytes.length !== HASH_LENGTH) throw new TransparencyError('hash-malformed', { length: bytes.length });
}

/** Tells whether two hashes are the same bytes. Hashes of the log are public: time does not have to be constant. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

// A plain array, not the Buffer it comes as: `slice` of a Buffer shares its memory, and the two are not deeply equal.
function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'));
}
