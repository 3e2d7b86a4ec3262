// Computes the PM2.5 sub-index of a civil day from its hourly means, with the breakpoints in force that day.
// The daily mean is cut (not rounded) to a tenth; the index is rounded, half up, to a whole number.

const BREAKPOINTS = 'data/breakpoints.json';
const HOURS_NEEDED = 18; // 75 % of the day

export default function pm25Index({ date, readings }, { data }) {
  const answer = { hours: readings.length, mean: null, index: null, band: null, breakpointsFrom: null };
  if (new Set(readings.map(({ hour }) => hour)).size !== readings.length) {
    return { status: 'duplicate-hour', ...answer };
  }
  const table = data[BREAKPOINTS].find(({ from, until }) => from <= date && (until === null || date < until));
  if (table === undefined) return { status: 'no-breakpoints', ...answer };
  answer.breakpointsFrom = table.from;
  if (readings.length < HOURS_NEEDED) return { status: 'insufficient-data', ...answer };
  const tenths = meanInTenths(readings);
  answer.mean = tenths / 10;
  const band = table.bands.find(({ to }) => tenths <= toTenths(to));
  if (band === undefined) return { status: 'above-scale', ...answer };
  return { status: 'computed', ...answer, index: interpolate(band, tenths), band: band.name };
}

// Thousandths are summed as integers, so that 24 readings of 12.0 make exactly 12.0.
function meanInTenths(readings) {
  const sum = readings.reduce((total, { value }) => total + Math.round(value * 1000), 0);
  return Math.floor(sum / (readings.length * 100));
}

function interpolate(band, tenths) {
  const low = toTenths(band.from);
  const width = toTenths(band.to) - low;
  const rise = (band.indexTo - band.indexFrom) * (tenths - low);
  return band.indexFrom + Math.floor((rise * 2 + width) / (width * 2));
}

function toTenths(concentration) {
  return Math.round(concentration * 10);
}
