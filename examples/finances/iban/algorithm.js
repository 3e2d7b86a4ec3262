// Checks a Moroccan IBAN: MA, two check digits, then the 24 digits of a RIB (28 characters).
// ISO 13616: the first four characters go to the end, letters become 10 to 35, the whole is 1 modulo 97.

const SPACES = /[ \u00a0\u202f]/g;

export default function checkIban({ iban }, { use }) {
  const text = iban.replace(SPACES, '');
  if (!/^[0-9A-Za-z]*$/.test(text)) return { valid: false, reason: 'characters' };
  const compact = text.toUpperCase();
  if (!compact.startsWith('MA')) return { valid: false, reason: 'country' };
  if (compact.length !== 28) return { valid: false, reason: 'length' };
  if (!/^MA[0-9]{26}$/.test(compact)) return { valid: false, reason: 'characters' };
  if (!hasIsoChecksum(compact)) return { valid: false, reason: 'checksum' };
  const rib = use('finances/rib-key')({ rib: compact.slice(4) });
  if (!rib.valid) return { valid: false, reason: 'rib-key' };
  return {
    valid: true,
    iban: compact,
    formatted: compact.match(/.{4}/g).join(' '),
    account: { bank: rib.bank, locality: rib.locality, number: rib.account, key: rib.key },
  };
}

// ISO 7064 admits 02 to 98 only: 00, 01 and 99 leave the same remainder as 97, 98 and 02.
function hasIsoChecksum(compact) {
  const check = Number(compact.slice(2, 4));
  if (check < 2 || check > 98) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    for (const digit of String(parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
