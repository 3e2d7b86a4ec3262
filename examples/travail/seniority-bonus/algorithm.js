// Computes the seniority bonus: the step is due from the month in which its years of service are completed.

const STEPS = 'data/steps.json';

export default function seniorityBonus({ monthlyPay, serviceMonths }, { data }) {
  const reached = data[STEPS].filter(({ years }) => years * 12 <= serviceMonths);
  const ratePercent = reached.reduce((highest, step) => Math.max(highest, step.ratePercent), 0);
  const numerator = Math.round(monthlyPay * 100) * Math.round(ratePercent * 100);
  const rest = numerator % 10_000;
  const bonus = (numerator - rest) / 10_000 + (rest >= 5_000 ? 1 : 0);
  return { completedYears: Math.floor(serviceMonths / 12), ratePercent, bonus: bonus / 100 };
}
