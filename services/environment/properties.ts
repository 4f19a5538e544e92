import type { Property, Text } from '#model'

/** What loggers send when they have nothing, whatever they measure. */
export const NOTHING: readonly number[] = [-9999, -999.9, -999, 9999, 99_999]

/** A number for "none" is one only where it cannot be a measurement: CO may well be 9999 µg/m³, PM2.5 may not. */
function measured(
  code: string,
  name: Text,
  unit: string,
  min: number,
  max: number,
  decimals: number,
  sentinels: readonly number[] = NOTHING.filter((value) => value < min || value > max),
): Property {
  return { code, name, unit, min, max, sentinels: [...sentinels], decimals, derived: false }
}

function derived(code: string, name: Text): Property {
  return { code, name, unit: '', min: 0, max: 500, sentinels: [], decimals: 0, derived: true }
}

/** Ranges are what instruments can truly show: beyond them a value is kept with the quality `range`. */
export const PROPERTIES: readonly Property[] = [
  measured('pm25', { vi: 'PM2,5', en: 'PM2.5' }, 'µg/m³', 0, 1000, 1),
  measured('pm10', { vi: 'PM10', en: 'PM10' }, 'µg/m³', 0, 2000, 1),
  measured('o3', { vi: 'O₃', en: 'O₃' }, 'µg/m³', 0, 1500, 1),
  measured('co', { vi: 'CO', en: 'CO' }, 'µg/m³', 0, 200_000, 0),
  measured('so2', { vi: 'SO₂', en: 'SO₂' }, 'µg/m³', 0, 5000, 1),
  measured('no2', { vi: 'NO₂', en: 'NO₂' }, 'µg/m³', 0, 5000, 1),
  measured('no', { vi: 'NO', en: 'NO' }, 'µg/m³', 0, 5000, 1),
  measured('temp', { vi: 'Nhiệt độ', en: 'Temperature' }, '°C', -10, 60, 1),
  measured('rh', { vi: 'Độ ẩm', en: 'Humidity' }, '%', 0, 100, 0),
  measured('pressure', { vi: 'Áp suất', en: 'Pressure' }, 'hPa', 800, 1100, 1),
  measured('wind_speed', { vi: 'Tốc độ gió', en: 'Wind speed' }, 'm/s', 0, 75, 1),
  measured('wind_dir', { vi: 'Hướng gió', en: 'Wind direction' }, '°', 0, 360, 0),
  derived('vn_aqi_h', { vi: 'VN_AQI giờ', en: 'Hourly VN_AQI' }),
  derived('vn_aqi_d', { vi: 'VN_AQI ngày', en: 'Daily VN_AQI' }),
]
