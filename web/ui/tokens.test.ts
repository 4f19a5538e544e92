import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

function themeColours(theme: 'dark' | 'light'): Readonly<Record<string, string>> {
  const block = new RegExp(`:root\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]))
}
const THEMES = { dark: themeColours('dark'), light: themeColours('light') }

function linear(hex: string): [number, number, number] {
  const parts = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return parts as [number, number, number]
}
function luminance(hex: string): number {
  const [red, green, blue] = linear(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** How a reader without red or without green cones sees linear light (Machado, Oliveira and Fernandes 2009, severity 1). */
const BLIND = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
} as const

/** CIE L*a*b* of linear sRGB under D65. */
function lab([red, green, blue]: readonly number[]): number[] {
  const clip = (part = 0): number => Math.min(1, Math.max(0, part))
  const [r, g, b] = [clip(red), clip(green), clip(blue)]
  const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b
  const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883
  const [fx, fy, fz] = [x, y, z].map((t) => (t > 216 / 24_389 ? Math.cbrt(t) : (t * 24_389) / 27 / 116 + 16 / 116)) as [
    number,
    number,
    number,
  ]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}
function seenBy(matrix: readonly number[], hex: string): number[] {
  const light = linear(hex)
  return lab([0, 3, 6].map((row) => light.reduce((sum, part, at) => sum + part * (matrix[row + at] ?? 0), 0)))
}

test('both themes have the same colours', () => {
  assert.ok(Object.keys(THEMES.dark).length > 30)
  assert.deepEqual(Object.keys(THEMES.dark).toSorted(), Object.keys(THEMES.light).toSorted())
})

for (const [name, theme] of Object.entries(THEMES)) {
  test(`${name}: every text reads on every ground it stands on (WCAG AA)`, () => {
    const texts = ['text', 'text2', 'text3', 'unknown', 'accent', 'critical', 'high', 'medium', 'low', 'ok', 'unreal']
    for (const text of texts) {
      for (const ground of ['bg', 'surface', 'raised']) {
        const ratio = contrast(theme[text] as string, theme[ground] as string)
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`)
      }
    }
    assert.ok(contrast(theme['on-accent'] as string, theme['accent'] as string) >= 4.5)
    assert.ok(contrast(theme['line-strong'] as string, theme['surface'] as string) >= 3)
    assert.ok(contrast(theme['focus'] as string, theme['bg'] as string) >= 3)
  })

  test(`${name}: a red-green blind reader tells the severities apart by their fill`, () => {
    const fills = ['critical', 'high', 'medium', 'low'].map((severity) => theme[`${severity}-fill`] as string)
    for (const [kind, matrix] of Object.entries(BLIND)) {
      fills.forEach((one, at) => {
        for (const other of fills.slice(at + 1)) {
          const [a, b] = [seenBy(matrix, one), seenBy(matrix, other)]
          const distance = Math.hypot(...a.map((part, place) => part - (b[place] ?? 0)))
          assert.ok(distance >= 15, `${kind}: ${one} and ${other} are ${distance.toFixed(1)} apart`)
        }
      })
    }
  })
}

for (const [name, theme] of Object.entries(THEMES)) {
  const ratio = (one: string, other: string): number => contrast(theme[one] as string, theme[other] as string)

  test(`${name}: marked rows, tinted grounds and the map read too (WCAG AA)`, () => {
    const pairs = [
      ...['text', 'text2', 'text3', 'accent', 'critical', 'high', 'medium', 'low'].map((text) => [text, 'accent-bg']),
      ...['text', 'text2', 'text3'].map((text) => [text, 'hover']),
      ...['unknown', 'accent', 'critical', 'high', 'medium', 'low', 'ok', 'unreal'].map((text) => [text, `${text}-bg`]),
      ...['text', 'text2'].flatMap((text) => ['land', 'land-out', 'sea'].map((ground) => [text, ground])),
      ['accent', 'sea'],
    ] as [string, string][]
    const weak = pairs.filter(([text, ground]) => ratio(text, ground) < 4.5)
    assert.deepEqual(
      weak.map(([text, ground]) => `${text} on ${ground}: ${ratio(text, ground).toFixed(2)}`),
      [],
    )
  })

  test(`${name}: shapes stand out from what they lie on: outlines, edges, the glyph inside (WCAG 1.4.11)`, () => {
    const grounds = ['bg', 'surface', 'raised', 'accent-bg', 'land', 'sea']
    for (const severity of ['critical', 'high', 'medium', 'low']) {
      for (const ground of grounds) {
        assert.ok(ratio(severity, ground) >= 3, `${severity} on ${ground}: ${ratio(severity, ground).toFixed(2)}`)
      }
    }
    for (const severity of ['critical', 'high'])
      assert.ok(ratio(`${severity}-glyph`, `${severity}-fill`) >= 3, severity)
    for (const ground of ['land', 'land-out', 'sea']) assert.ok(ratio('border-province', ground) >= 3, ground)
    assert.ok(ratio('focus', 'surface') >= 3)
  })
}

test('light: what has an official colour has an edge that stands out from white', () => {
  assert.match(css, /--aqi-edge: var\(--border-province\);/)
  assert.ok(contrast(THEMES.light['border-province'] as string, '#ffffff') >= 3)
})
