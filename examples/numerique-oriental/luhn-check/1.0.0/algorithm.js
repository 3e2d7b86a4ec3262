// Checks a number by the Luhn formula: from the right, every second digit is doubled, nine taken off above nine.

export default function checkLuhn({ number }) {
  const digits = number.replace(/[ \u00a0\u202f-]/g, '');
  if (!/^[0-9]*$/.test(digits)) return { valid: false, reason: 'characters' };
  if (digits.length < 2) return { valid: false, reason: 'length' };
  const sum = [...digits].reverse().reduce((total, digit, at) => total + weigh(Number(digit), at), 0);
  if (sum % 10 !== 0) return { valid: false, reason: 'checksum' };
  return { valid: true, number: digits, payload: digits.slice(0, -1), checkDigit: digits.slice(-1) };
}

function weigh(digit, placeFromRight) {
  if (placeFromRight % 2 === 0) return digit;
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}
