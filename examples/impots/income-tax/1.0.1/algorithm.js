// Computes the annual income tax (IR) by brackets, then the reduction for dependants.
// All arithmetic is on whole centimes and hundredths of a percent; one rounding, half up, at the end.

const SCHEDULES = 'data/schedules.json';

export default function incomeTax({ year, income, family }, { data }) {
  const schedule = scheduleOf(data[SCHEDULES], year);
  const { tax, rate } = taxByBrackets(schedule.brackets, toCentimes(income));
  const counted = Math.min(family.dependants, schedule.family.maxDependants);
  const reduction = Math.min(tax, counted * toCentimes(schedule.family.perDependant));
  return {
    year,
    grossTax: tax / 100,
    familyReduction: reduction / 100,
    tax: (tax - reduction) / 100,
    marginalRatePercent: rate,
  };
}

// A schedule applies from a civil date up to, but not including, another one.
function scheduleOf(schedules, year) {
  const day = `${year}-01-01`;
  const found = schedules.find(({ from, until }) => from <= day && (until === null || day < until));
  if (found === undefined) throw new Error(`no schedule covers the year ${year}`);
  return found;
}

function taxByBrackets(brackets, income) {
  let floor = 0;
  let sum = 0;
  let rate = brackets[0].ratePercent;
  for (const bracket of brackets) {
    const ceiling = bracket.upTo === null ? income : Math.min(income, toCentimes(bracket.upTo));
    if (ceiling <= floor) break;
    rate = bracket.ratePercent;
    sum += (ceiling - floor) * Math.round(rate * 100);
    floor = ceiling;
  }
  return { tax: divideHalfUp(sum, 10_000), rate };
}

function toCentimes(dirhams) {
  return Math.round(dirhams * 100);
}

function divideHalfUp(numerator, divisor) {
  const rest = numerator % divisor;
  return (numerator - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
}
