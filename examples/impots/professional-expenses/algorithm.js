// Computes the flat deduction for professional expenses on salaries.
// All arithmetic is on whole centimes and hundredths of a percent; one rounding, half up, at the end.

const PARAMETERS = 'data/parameters.json';

export default function professionalExpenses({ year, grossTaxable }, { data }) {
  const day = `${year}-01-01`;
  const rule = data[PARAMETERS].find(({ from, until }) => from <= day && (until === null || day < until));
  if (rule === undefined) throw new Error(`no parameters cover the year ${year}`);
  const gross = Math.round(grossTaxable * 100);
  const tier = rule.tiers.find(({ upTo }) => upTo === null || gross <= Math.round(upTo * 100));
  const full = divideHalfUp(gross * Math.round(tier.ratePercent * 100), 10_000);
  const cap = tier.cap === null ? full : Math.round(tier.cap * 100);
  return { ratePercent: tier.ratePercent, deduction: Math.min(full, cap) / 100, capped: full > cap };
}

function divideHalfUp(numerator, divisor) {
  const rest = numerator % divisor;
  return (numerator - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
}
