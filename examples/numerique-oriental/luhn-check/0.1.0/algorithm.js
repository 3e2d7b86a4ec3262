// Checks a number by the Luhn formula: from the right, every second digit is doubled, nine taken off above nine.

export default function checkLuhn({ number }) {
  const sum = [...number].reverse().reduce((total, digit, at) => total + weigh(Number(digit), at), 0);
  return { valid: sum % 10 === 0 };
}

function weigh(digit, placeFromRight) {
  if (placeFromRight % 2 === 0) return digit;
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}
