import type { Text } from '#model'

/** A level of VN_AQI with its official colour (QĐ 1459/QĐ-TCMT) and the tones that screens use for larger areas. */
export interface AqiLevel {
  readonly key: 'good' | 'moderate' | 'poor' | 'bad' | 'very-bad' | 'hazardous'
  readonly from: number
  readonly to: number
  readonly name: Text
  /** Official fill, for small marks only, the colour of text on it, and the ring that keeps dark fills visible. */
  readonly fill: string
  readonly on: string
  readonly ring: string
  readonly areaDark: string
  readonly areaLight: string
  readonly advice: Text
  /** For children, the old, the pregnant and those with illnesses of heart or lung. */
  readonly sensitiveAdvice: Text
}

export const AQI_LEVELS: readonly AqiLevel[] = [
  {
    key: 'good',
    from: 0,
    to: 50,
    name: { vi: 'Tốt', en: 'Good' },
    fill: '#00e400',
    on: '#000000',
    ring: '#00e400',
    areaDark: '#2c5f3d',
    areaLight: '#a9dcae',
    advice: { vi: 'Tự do thực hiện các hoạt động ngoài trời.', en: 'Go about outdoors freely.' },
    sensitiveAdvice: { vi: 'Tự do thực hiện các hoạt động ngoài trời.', en: 'Go about outdoors freely.' },
  },
  {
    key: 'moderate',
    from: 51,
    to: 100,
    name: { vi: 'Trung bình', en: 'Moderate' },
    fill: '#ffff00',
    on: '#000000',
    ring: '#ffff00',
    areaDark: '#857a24',
    areaLight: '#f2e58f',
    advice: { vi: 'Tự do thực hiện các hoạt động ngoài trời.', en: 'Go about outdoors freely.' },
    sensitiveAdvice: {
      vi: 'Nên theo dõi các triệu chứng như ho hoặc khó thở, nhưng vẫn có thể hoạt động bên ngoài.',
      en: 'Watch for coughing or short breath; being outdoors is still fine.',
    },
  },
  {
    key: 'poor',
    from: 101,
    to: 150,
    name: { vi: 'Kém', en: 'Poor' },
    fill: '#ff7e00',
    on: '#000000',
    ring: '#ff7e00',
    areaDark: '#9c5a26',
    areaLight: '#f5bd8a',
    advice: {
      vi: 'Người có triệu chứng đau mắt, ho, đau họng nên cân nhắc giảm hoạt động ngoài trời.',
      en: 'With sore eyes, a cough or a sore throat, consider less activity outdoors.',
    },
    sensitiveAdvice: {
      vi: 'Nên giảm hoạt động mạnh và giảm thời gian hoạt động ngoài trời.',
      en: 'Cut down on hard effort and on time outdoors.',
    },
  },
  {
    key: 'bad',
    from: 151,
    to: 200,
    name: { vi: 'Xấu', en: 'Bad' },
    fill: '#ff0000',
    on: '#000000',
    ring: '#ff6161',
    areaDark: '#9c3838',
    areaLight: '#ee9a9a',
    advice: {
      vi: 'Nên giảm hoạt động mạnh khi ở ngoài trời, tránh tập thể dục kéo dài.',
      en: 'Cut down on hard effort outdoors; avoid long exercise.',
    },
    sensitiveAdvice: {
      vi: 'Nên ở trong nhà; nếu cần ra ngoài hãy đeo khẩu trang đạt tiêu chuẩn.',
      en: 'Stay indoors; outdoors wear a mask that meets the standard.',
    },
  },
  {
    key: 'very-bad',
    from: 201,
    to: 300,
    name: { vi: 'Rất xấu', en: 'Very bad' },
    fill: '#8f3f97',
    on: '#ffffff',
    ring: '#c58acb',
    areaDark: '#75457f',
    areaLight: '#cfa6d6',
    advice: { vi: 'Hạn chế tối đa hoạt động ngoài trời.', en: 'Keep activity outdoors to the least.' },
    sensitiveAdvice: { vi: 'Nên ở trong nhà.', en: 'Stay indoors.' },
  },
  {
    key: 'hazardous',
    from: 301,
    to: 500,
    name: { vi: 'Nguy hại', en: 'Hazardous' },
    fill: '#7e0023',
    on: '#ffffff',
    ring: '#d07a93',
    areaDark: '#672a40',
    areaLight: '#c98aa0',
    advice: { vi: 'Mọi người nên ở trong nhà, đóng cửa.', en: 'Everybody: stay indoors with doors and windows shut.' },
    sensitiveAdvice: {
      vi: 'Mọi người nên ở trong nhà, đóng cửa.',
      en: 'Everybody: stay indoors with doors and windows shut.',
    },
  },
]

/** The level of an AQI value; values beyond 500 are the last one's. */
export function aqiLevel(value: number): AqiLevel {
  return AQI_LEVELS.find((level) => value <= level.to) ?? (AQI_LEVELS.at(-1) as AqiLevel)
}
