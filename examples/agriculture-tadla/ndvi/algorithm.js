// Computes the normalised difference vegetation index of each pixel and of the plot.
// Rounded to four decimals, halves away from zero; 0/0 is undefined and written null.

export default function ndvi({ pixels }) {
  const exact = pixels.map(indexOf);
  const defined = exact.filter((value) => value !== null);
  return {
    values: exact.map((value) => (value === null ? null : round(value))),
    summary: {
      defined: defined.length,
      undefined: exact.length - defined.length,
      ...extremes(defined),
    },
  };
}

function indexOf({ nir, red }) {
  return nir + red === 0 ? null : (nir - red) / (nir + red);
}

function extremes(values) {
  if (values.length === 0) return { min: null, max: null, mean: null };
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    min: round(values.reduce((least, value) => Math.min(least, value))),
    max: round(values.reduce((most, value) => Math.max(most, value))),
    mean: round(sum / values.length),
  };
}

function round(value) {
  const size = Math.round(Math.abs(value) * 10_000) / 10_000;
  return value < 0 && size > 0 ? -size : size;
}
