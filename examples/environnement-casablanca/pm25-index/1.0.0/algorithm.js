// Computes the PM2.5 sub-index of a civil day from its hourly means, with the breakpoints in force that day.
// The daily mean is cut (not rounded) to a tenth; the index is rounded, half up, to a whole number.

const FIRST_DAY = '2012-12-14';
const BANDS = [
  { name: 'good', from: 0, to: 12, indexFrom: 0, indexTo: 50 },
  { name: 'moderate', from: 12.1, to: 35.4, indexFrom: 51, indexTo: 100 },
  { name: 'unhealthy-sensitive', from: 35.5, to: 55.4, indexFrom: 101, indexTo: 150 },
  { name: 'unhealthy', from: 55.5, to: 150.4, indexFrom: 151, indexTo: 200 },
  { name: 'very-unhealthy', from: 150.5, to: 250.4, indexFrom: 201, indexTo: 300 },
];
const HOURS_NEEDED = 18; // 75 % of the day

export default function pm25Index({ date, readings }) {
  const answer = { hours: readings.length, mean: null, index: null, band: null, breakpointsFrom: null };
  if (new Set(readings.map(({ hour }) => hour)).size !== readings.length) {
    return { status: 'duplicate-hour', ...answer };
  }
  if (date < FIRST_DAY) return { status: 'no-breakpoints', ...answer };
  answer.breakpointsFrom = FIRST_DAY;
  if (readings.length < HOURS_NEEDED) return { status: 'insufficient-data', ...answer };
  const tenths = meanInTenths(readings);
  answer.mean = tenths / 10;
  const band = BANDS.find(({ to }) => tenths <= toTenths(to));
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
