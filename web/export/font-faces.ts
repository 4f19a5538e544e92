let faces: Promise<string> | undefined

/**
 * The page's own fonts with their bytes inside, for a picture may load nothing. Left to itself the package looks for
 * them with a <base>, which the page's policy forbids.
 */
export function fontFaces(): Promise<string> {
  faces ??= Promise.all(
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .map((rule) => embedded(rule.cssText)),
  ).then((rules) => rules.join('\n'))
  faces.catch(() => {
    faces = undefined
  })
  return faces
}

/** Each address of the rule replaced by what is there; woff2 alone, which every browser of today reads. */
async function embedded(rule: string): Promise<string> {
  const address = /url\("([^"]+\.woff2)"\)/.exec(rule)?.[1]
  if (address === undefined) return ''
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`)
  return rule.replace(/src:[^;]+;/, `src: url("${await dataUrl(await answer.blob())}") format("woff2");`)
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(blob)
  })
}
