import { Problem } from '#model'
import readExif from 'exif-reader'
import sharp from 'sharp'

/** More dots than a photo has: a small file must not unpack to all of the memory. */
const MOST_PIXELS = 80_000_000
/** The longest side of what is kept; a sign can still be read. */
const LONGEST = 3000
sharp.cache(false)
sharp.concurrency(1)

/** A picture made anew from its dots, and what the camera had written into it. */
export interface CleanImage {
  readonly bytes: Buffer
  readonly type: 'image/jpeg'
  /** Epoch ms; null when the camera did not say. */
  readonly taken_at: number | null
  readonly lat: number | null
  readonly lon: number | null
}

/** Makes a picture anew without anything but its dots: no place, no serial number, no script. Throws `unreadable`. */
export async function cleanImage(bytes: Buffer): Promise<CleanImage> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
    const { exif } = await image.metadata()
    const made = await image
      .rotate()
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer()
    return { bytes: made, type: 'image/jpeg', ...saidBy(exif) }
  } catch (error) {
    throw new Problem('unreadable', { detail: error instanceof Error ? error.message.slice(0, 200) : 'a picture' })
  }
}

function saidBy(exif: Buffer | undefined): Pick<CleanImage, 'taken_at' | 'lat' | 'lon'> {
  try {
    const { Photo, GPSInfo } = exif ? readExif(exif) : {}
    const lat = degrees(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef, 'S')
    const lon = degrees(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef, 'W')
    const placed = lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
    return { taken_at: takenAt(Photo), lat: placed ? lat : null, lon: placed ? lon : null }
  } catch {
    // What the camera wrote cannot be read: it said nothing.
    return { taken_at: null, lat: null, lon: null }
  }
}

function takenAt(photo: { DateTimeOriginal?: unknown; OffsetTimeOriginal?: unknown } | undefined): number | null {
  const { DateTimeOriginal: wall, OffsetTimeOriginal: zone } = photo ?? {}
  if (!(wall instanceof Date) || Number.isNaN(wall.getTime())) return null
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(typeof zone === 'string' ? zone : '') ?? []
  // A camera without a zone is set to the clock of the province.
  const offset = sign === undefined ? 420 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return wall.getTime() - offset * 60_000
}

function degrees(parts: unknown, side: unknown, negative: string): number | null {
  if (!Array.isArray(parts) || parts.length < 3 || parts.some((part) => !Number.isFinite(part))) return null
  const [whole, minutes, seconds] = parts as [number, number, number]
  const value = whole + minutes / 60 + seconds / 3600
  return side === negative ? -value : value
}
