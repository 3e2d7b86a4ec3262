// Computes a monthly net salary from four other algorithms; holds no rate of its own.
// The tax is that of twelve equal months, divided by twelve and rounded half up to the centime.

export default function netSalary({ month, pay, serviceMonths, family }, { use }) {
  const year = Number(month.slice(0, 4));
  const { bonus } = use('travail/seniority-bonus')({ monthlyPay: pay.base, serviceMonths });
  const gross = toCentimes(pay.base) + toCentimes(bonus) + sumOf(pay.items, true);
  const social = use('protection-sociale/cnss-amo-share')({ month, grossPay: gross / 100 });
  const contributions = toCentimes(social.total);
  const annualGross = gross * 12;
  const expenses = use('impots/professional-expenses')({ year, grossTaxable: annualGross / 100 });
  const taxable = annualGross - contributions * 12 - toCentimes(expenses.deduction);
  const annual = use('impots/income-tax')({ year, income: taxable / 100, family });
  const tax = Math.floor((toCentimes(annual.tax) + 6) / 12);
  const untaxed = sumOf(pay.items, false);
  return {
    gross: gross / 100,
    seniorityBonus: bonus,
    contributions: { cnss: social.cnss, amo: social.amo },
    annual: { gross: annualGross / 100, expenses: expenses.deduction, taxable: taxable / 100, tax: annual.tax },
    incomeTax: tax / 100,
    untaxed: untaxed / 100,
    net: (gross - contributions - tax + untaxed) / 100,
  };
}

function sumOf(items, taxable) {
  return items.filter((item) => item.taxable === taxable).reduce((sum, item) => sum + toCentimes(item.amount), 0);
}

function toCentimes(dirhams) {
  return Math.round(dirhams * 100);
}
