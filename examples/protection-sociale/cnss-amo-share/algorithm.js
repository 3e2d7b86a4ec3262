// Computes the employee's monthly share of CNSS (up to a ceiling) and AMO (without one).
// Each contribution is rounded on its own, half up, to the centime.

const RATES = 'data/rates.json';

export default function cnssAmoShare({ month, grossPay }, { data }) {
  const rates = data[RATES].find(({ from, until }) => from <= month && (until === null || month < until));
  if (rates === undefined) throw new Error(`no rates cover the month ${month}`);
  const gross = Math.round(grossPay * 100);
  const base = Math.min(gross, Math.round(rates.cnss.monthlyCeiling * 100));
  const cnss = share(base, rates.cnss.ratePercent);
  const amo = share(gross, rates.amo.ratePercent);
  return { cnssBase: base / 100, cnss: cnss / 100, amo: amo / 100, total: (cnss + amo) / 100 };
}

function share(centimes, ratePercent) {
  const numerator = centimes * Math.round(ratePercent * 100);
  const rest = numerator % 10_000;
  return (numerator - rest) / 10_000 + (rest >= 5_000 ? 1 : 0);
}
