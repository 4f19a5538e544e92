import type { Severity } from '#model'

/** The shape of each severity in a box of 20 × 20, drawn once for screen and map. */
const SHAPE: Readonly<Record<Severity, string>> = {
  critical: 'M10 1.5 18.5 10 10 18.5 1.5 10Z',
  high: 'M10 2 18.6 17.5H1.4Z',
  medium: 'M3 3H17V17H3Z',
  low: 'M10 2.5A7.5 7.5 0 1 1 10 17.5A7.5 7.5 0 1 1 10 2.5Z',
}
const EXCLAMATION: Readonly<Partial<Record<Severity, string>>> = {
  critical: 'M10 5.6V11M10 13.4V14.2',
  high: 'M10 7.6V12.2M10 14.4V15.2',
}

/**
 * Filled = nobody has it, outlined = somebody has it. Colours are CSS colours: of the line, of the ground inside an
 * outlined symbol, and, where they differ from those, of what fills it and of the sign inside.
 */
export function severitySvg(
  severity: Severity,
  held: boolean,
  colour: string,
  ground: string,
  size = 20,
  filled: { readonly fill: string; readonly glyph: string } = { fill: colour, glyph: ground },
): string {
  const glyph = EXCLAMATION[severity]
  const mark = glyph
    ? `<path d="${glyph}" fill="none" stroke="${held ? colour : filled.glyph}" stroke-width="2" stroke-linecap="round"/>`
    : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="${size}" height="${size}" aria-hidden="true">` +
    `<path d="${SHAPE[severity]}" fill="${held ? ground : filled.fill}" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round"/>` +
    `${mark}</svg>`
  )
}
