// Computes the daily reference evapotranspiration, FAO Irrigation and Drainage Paper 56, equation 6.
// Equation numbers in the comments are those of the paper. Soil heat flux over a day is taken as zero (eq. 42).

const STEFAN_BOLTZMANN = 4.903e-9; // MJ K⁻⁴ m⁻² day⁻¹
const SOLAR_CONSTANT = 0.082; // MJ m⁻² min⁻¹
const ALBEDO = 0.23;

export default function referenceEvapotranspiration({ station, dayOfYear, weather }) {
  if (weather.temperatureMin > weather.temperatureMax) return { valid: false, reason: 'temperature-order' };
  if (weather.humidityMin > weather.humidityMax) return { valid: false, reason: 'humidity-order' };
  const sun = sunshine(station.latitude, dayOfYear);
  // A recorder may exceed the astronomical day by a few minutes; Angstrom's ratio may not exceed 1.
  const ratio = Math.min(1, weather.sunshineHours / sun.daylight);
  const solar = (0.25 + 0.5 * ratio) * sun.radiation; // eq. 35
  const air = humidity(weather);
  const net = (1 - ALBEDO) * solar - longwave(weather, { solar, air, clear: clearSky(station, sun.radiation) }); // eq. 38, 40
  const wind = (weather.windSpeed * 4.87) / Math.log(67.8 * station.windHeight - 5.42); // eq. 47
  return {
    valid: true,
    eto: round(Math.max(0, combine({ station, air, net, wind }))),
    daylightHours: round(sun.daylight),
    extraterrestrialRadiation: round(sun.radiation),
    solarRadiation: round(solar),
    netRadiation: round(net),
  };
}

// Extraterrestrial radiation and daylight hours: eq. 21 to 25, 34.
function sunshine(latitude, day) {
  const phi = (latitude * Math.PI) / 180;
  const angle = (2 * Math.PI * day) / 365;
  const distance = 1 + 0.033 * Math.cos(angle);
  const declination = 0.409 * Math.sin(angle - 1.39);
  const sunset = Math.acos(-Math.tan(phi) * Math.tan(declination));
  const path =
    sunset * Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.sin(sunset);
  return { radiation: ((24 * 60) / Math.PI) * SOLAR_CONSTANT * distance * path, daylight: (24 / Math.PI) * sunset };
}

// Saturation vapour pressure in kPa at a temperature in °C: eq. 11.
function saturation(temperature) {
  return 0.6108 * Math.exp((17.27 * temperature) / (temperature + 237.3));
}

// Mean temperature, saturation and actual vapour pressure: eq. 9, 12, 17.
function humidity({ temperatureMax, temperatureMin, humidityMax, humidityMin }) {
  const warm = saturation(temperatureMax);
  const cold = saturation(temperatureMin);
  return {
    mean: (temperatureMax + temperatureMin) / 2,
    saturated: (warm + cold) / 2,
    actual: ((cold * humidityMax) / 100 + (warm * humidityMin) / 100) / 2,
  };
}

// Clear-sky radiation: eq. 37.
function clearSky({ altitude }, radiation) {
  return (0.75 + 2e-5 * altitude) * radiation;
}

// Net outgoing longwave radiation: eq. 39.
function longwave({ temperatureMax, temperatureMin }, { solar, air, clear }) {
  const emitted = (STEFAN_BOLTZMANN * ((temperatureMax + 273.16) ** 4 + (temperatureMin + 273.16) ** 4)) / 2;
  return emitted * (0.34 - 0.14 * Math.sqrt(air.actual)) * (1.35 * Math.min(1, solar / clear) - 0.35);
}

// Penman-Monteith: eq. 6 with pressure (7), psychrometric constant (8) and slope (13).
function combine({ station, air, net, wind }) {
  const pressure = 101.3 * ((293 - 0.0065 * station.altitude) / 293) ** 5.26;
  const gamma = 0.665e-3 * pressure;
  const slope = (4098 * saturation(air.mean)) / (air.mean + 237.3) ** 2;
  const deficit = air.saturated - air.actual;
  const energy = 0.408 * slope * net + (gamma * 900 * wind * deficit) / (air.mean + 273);
  return energy / (slope + gamma * (1 + 0.34 * wind));
}

function round(value) {
  return Math.round(value * 100) / 100 + 0;
}
