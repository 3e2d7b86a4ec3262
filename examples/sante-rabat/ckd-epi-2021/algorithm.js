// Estimates the glomerular filtration rate by the CKD-EPI 2021 creatinine equation (no race term).

const MICROMOL_PER_MG = 88.4; // 1 mg/dL of creatinine is 88.4 µmol/L
const COEFFICIENTS = {
  female: { kappa: 0.7, alpha: -0.241, factor: 1.012 },
  male: { kappa: 0.9, alpha: -0.302, factor: 1 },
};

export default function estimateGfr({ patient, creatinine }) {
  const serum = creatinine.unit === 'umol/L' ? creatinine.value / MICROMOL_PER_MG : creatinine.value;
  // Outside these bounds a mistyped unit is likelier than a patient.
  if (serum < 0.1 || serum > 40) return { valid: false, reason: 'creatinine-implausible' };
  const { kappa, alpha, factor } = COEFFICIENTS[patient.sex];
  const ratio = serum / kappa;
  const egfr = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** patient.age * factor;
  return { valid: true, egfr: Math.round(egfr * 10) / 10, reported: Math.round(egfr), unit: 'mL/min/1.73m2' };
}
