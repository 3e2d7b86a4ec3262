// Checks a GTIN-13 (EAN-13): weights 1 and 3 in turn, the weighted sum is 0 modulo 10.

export default function checkGtin({ gtin }) {
  const digits = gtin.replace(/[ \u00a0\u202f]/g, '');
  if (!/^[0-9]*$/.test(digits)) return { valid: false, reason: 'characters' };
  if (digits.length !== 13) return { valid: false, reason: 'length' };
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  if (sum % 10 !== 0) return { valid: false, reason: 'checksum' };
  const prefix = digits.slice(0, 3);
  return { valid: true, gtin: digits, prefix, moroccanPrefix: prefix === '611', checkDigit: digits.slice(12) };
}
