// Checks an ICE (common company identifier): enterprise 9, establishment 4, control 2; the whole is 0 modulo 97.

const SPACES = /[ \u00a0\u202f]/g;

export default function checkIce({ ice }) {
  const digits = ice.replace(SPACES, '');
  if (!/^[0-9]*$/.test(digits)) return { valid: false, reason: 'characters' };
  if (digits.length !== 15) return { valid: false, reason: 'length' };
  // Fifteen digits stay below 2^53, so the remainder is exact.
  if (Number(digits) % 97 !== 0) return { valid: false, reason: 'checksum' };
  return {
    valid: true,
    ice: digits,
    enterprise: digits.slice(0, 9),
    establishment: digits.slice(9, 13),
    control: digits.slice(13),
  };
}
