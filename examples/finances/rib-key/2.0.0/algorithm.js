// Checks a Moroccan RIB: bank 3, locality 3, account 16, key 2.
// The key is 97 - (first 22 digits × 100 mod 97), so it lies between 01 and 97.

const SPACES = /[ \u00a0\u202f]/g;

export default function checkRib({ rib }) {
  const digits = rib.replace(SPACES, '');
  if (!/^[0-9]*$/.test(digits)) return { valid: false, reason: 'characters' };
  if (digits.length !== 24) return { valid: false, reason: 'length' };
  if (digits.slice(22) !== keyOf(digits.slice(0, 22))) return { valid: false, reason: 'checksum' };
  return {
    valid: true,
    rib: digits,
    bank: digits.slice(0, 3),
    locality: digits.slice(3, 6),
    account: digits.slice(6, 22),
    key: digits.slice(22),
  };
}

function keyOf(body) {
  const key = 97 - remainder97(body + '00');
  return String(key).padStart(2, '0');
}

// Digit by digit: the whole number would not fit a double.
function remainder97(digits) {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}
