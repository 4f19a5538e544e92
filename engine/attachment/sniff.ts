/** What a file is, by its bytes alone. */
export interface Sniffed {
  readonly kind: 'image' | 'document'
  readonly type: string
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
/** The folder of an Office Open XML package that says which of them it is. */
const PACKAGES: readonly (readonly [string, string])[] = [
  ['word/', `${OFFICE}wordprocessingml.document`],
  ['xl/', `${OFFICE}spreadsheetml.sheet`],
  ['ppt/', `${OFFICE}presentationml.presentation`],
]
const IMAGES: readonly (readonly [string, (bytes: Buffer) => boolean])[] = [
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
]
const END_OF_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const MOST_ENTRIES = 10_000

/** Undefined for whatever is neither a picture, a PDF nor an office file without macros. Nothing is unpacked for it. */
export function sniff(bytes: Buffer): Sniffed | undefined {
  const image = IMAGES.find(([, is]) => is(bytes))
  if (image) return { kind: 'image', type: image[0] }
  if (ascii(bytes, 0, 5) === '%PDF-') return { kind: 'document', type: 'application/pdf' }
  const names = namesInZip(bytes)
  if (!names?.includes('[Content_Types].xml') || names.some((name) => /vbaProject|\.bin$|\.exe$/i.test(name)))
    return undefined
  const office = PACKAGES.find(([folder]) => names.some((name) => name.startsWith(folder)))
  return office && { kind: 'document', type: office[1] }
}

function ascii(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to)
}

/** The names in a zip's central directory (APPNOTE 4.3.12); undefined when it has none that can be read. */
function namesInZip(bytes: Buffer): string[] | undefined {
  if (ascii(bytes, 0, 4) !== 'PK\u0003\u0004') return undefined
  const end = bytes.lastIndexOf(END_OF_ZIP)
  if (end < 0 || end + 22 > bytes.length) return undefined
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const names: string[] = []
  for (let entry = 0; entry < Math.min(count, MOST_ENTRIES); entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    names.push(bytes.toString('utf8', at + 46, at + 46 + name))
    at += 46 + name + extra + comment
  }
  return names
}
