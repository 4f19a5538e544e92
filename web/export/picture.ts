import { sharpness } from '#web/ui'
import { bandOf } from './band.ts'
import { fontFaces } from './font-faces.ts'

/** What stays out of the picture: the menu that asks for it. */
const OUT = '.export, .export-menu'
/** A browser draws no larger canvas. */
const MOST_PIXELS = 16_384

/**
 * An element as it is on the screen at the screen's own sharpness, with a band above it that says what it is, when, and
 * whether it is real. Canvases are copied as they are, so a map has to keep what it drew.
 */
export async function pictureOf(
  element: HTMLElement,
  words: { mark: string | null; lines: readonly string[] },
): Promise<Blob> {
  const { domToCanvas } = await import('modern-screenshot')
  const scale = sharpness()
  const style = getComputedStyle(element)
  const seen = await domToCanvas(element, {
    scale,
    width: element.offsetWidth,
    height: element.offsetHeight,
    backgroundColor: groundOf(element),
    maximumCanvasSize: MOST_PIXELS,
    filter: (node) => !(node instanceof Element && node.matches(OUT)),
    style: { margin: '0' },
    features: { restoreScrollPosition: true },
    font: { cssText: await fontFaces() },
  })
  const band = bandOf(words, element.offsetWidth, style.getPropertyValue('--font'))
  const canvas = document.createElement('canvas')
  canvas.width = seen.width
  canvas.height = seen.height + Math.round(band.height * scale)
  const drawing = canvas.getContext('2d')
  if (!drawing) throw new Error('no canvas')
  drawing.save()
  drawing.scale(scale, scale)
  band.draw(drawing, (name) => style.getPropertyValue(name).trim())
  drawing.restore()
  drawing.drawImage(seen, 0, Math.round(band.height * scale))
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}

/** What is seen through the element: the ground of the first ancestor that has one. */
function groundOf(element: Element): string {
  for (let one: Element | null = element; one; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one)
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor
  }
  return getComputedStyle(document.documentElement).getPropertyValue('--bg').trim()
}
