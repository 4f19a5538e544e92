import { randomUUID } from 'node:crypto'
import { type Attachment, Problem } from '#model'
import type { Caller, Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import { cleanImage } from './clean-image.ts'
import { sniff } from './sniff.ts'
import { type Belonging, insertAttachment } from './store.ts'

/** Bytes of one file. */
export const MOST_BYTES = 20 * 1024 * 1024
const MOST_NAME = 200

export interface Upload {
  readonly name: string
  readonly bytes: Buffer
  /** What the person says of a photo whose camera said nothing: epoch ms, WGS 84 degrees. */
  readonly taken_at?: number | undefined
  readonly lat?: number | undefined
  readonly lon?: number | undefined
}

/** A file that is safe on the disk, and how its row is written. */
export interface Kept {
  readonly id: string
  readonly name: string
  write(tx: Sql, of: { kind: Belonging['kind']; id: string }, at: number): Promise<void>
}

/**
 * Looks through a file, makes a picture anew, and puts the bytes on the disk; the row is for the caller's transaction.
 * Throws `media_type` for what is neither a picture, a PDF nor an office file, `malware`, `scanner_away`, `disk_full`.
 */
export async function keep(ctx: Pick<Ctx, 'files' | 'scanner' | 'log'>, caller: Caller, upload: Upload): Promise<Kept> {
  const sniffed = sniff(upload.bytes)
  if (!sniffed) throw new Problem('media_type', { detail: 'JPEG, PNG, WebP, PDF, DOCX, XLSX, PPTX' })
  await scan(ctx, upload.bytes)
  const image = sniffed.kind === 'image' ? await cleanImage(upload.bytes) : undefined
  const { bytes, type } = image ?? { bytes: upload.bytes, type: sniffed.type }
  const digest = await ctx.files.put(bytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') throw new Problem('disk_full')
    throw error
  })
  const id = randomUUID()
  const name = plainName(upload.name)
  return {
    id,
    name,
    write: (tx, of, at) =>
      insertAttachment(tx, of, {
        id,
        name,
        kind: sniffed.kind,
        type,
        size: bytes.length,
        digest,
        at,
        by: caller.id,
        ...(sniffed.kind === 'image' ? takenOf(image, upload) : NOWHERE),
      }),
  }
}

type Taken = { taken_at: number | null; lat: number | null; lon: number | null; said_by: Attachment['said_by'] }
const NOWHERE: Taken = { taken_at: null, lat: null, lon: null, said_by: null }

/** The camera's word before a person's; a mixture of both is a person's. */
function takenOf(image: Omit<Taken, 'said_by'> | undefined, upload: Upload): Taken {
  const placed = image?.lat != null && image.lon !== null
  const taken = {
    taken_at: image?.taken_at ?? upload.taken_at ?? null,
    lat: placed ? image.lat : (upload.lat ?? null),
    lon: placed ? image.lon : (upload.lon ?? null),
  }
  if (taken.taken_at === null && taken.lat === null) return NOWHERE
  const camera = image?.taken_at != null && placed
  return { ...taken, said_by: camera ? 'camera' : 'person' }
}

async function scan({ scanner, log }: Pick<Ctx, 'scanner' | 'log'>, bytes: Buffer): Promise<void> {
  if (!scanner) return
  const found = await scanner(bytes).catch((error: unknown) => {
    log.error({ err: error }, 'an attachment could not be scanned')
    throw new Problem('scanner_away')
  })
  if (found !== undefined) throw new Problem('malware', { detail: found })
}

/** Without a path, without signs that steer a terminal or a line of text. */
function plainName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return plain === '' || /^\.+$/.test(plain) ? 'tep' : plain.slice(0, MOST_NAME).toWellFormed()
}
