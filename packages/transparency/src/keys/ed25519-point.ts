const P = 2n ** 255n - 19n;
const SIGN_BIT = 0x80;

// The y coordinates of the eight points of small order (RFC 8032 §5.1: curve25519 has cofactor 8): orders 4, 1, 2, 8, 8.
const ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const LOW_ORDER: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, ORDER_8, P - ORDER_8]);

/**
 * Tells whether 32 bytes are an Ed25519 public key that is fit to be registered: y below p, and not of small order.
 * A key of small order verifies one signature under many messages; a second encoding of a key would be a second
 * fingerprint for it, and so a second vote under a threshold.
 */
export function isSoundPoint(bytes: Uint8Array): boolean {
  const y = littleEndian(bytes);
  // Whatever the sign bit: at x = 0 it is a second encoding, elsewhere the negative point, of the same order.
  return y < P && !LOW_ORDER.has(y);
}

function littleEndian(bytes: Uint8Array): bigint {
  const digits = Buffer.from(bytes).reverse();
  digits[0] = (digits[0] ?? 0) & ~SIGN_BIT;
  return BigInt(`0x${digits.toString('hex')}`);
}
