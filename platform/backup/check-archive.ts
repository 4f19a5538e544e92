import { type Hash, createHash, timingSafeEqual } from 'node:crypto'
import type { BackupSeal } from '#platform/secret'
import { FIRST, MANIFEST, Manifest, SEAL, fileSection, tableSection } from './manifest.ts'
import { readArchive } from './read-archive.ts'
import { BackupRefusal } from './refusal.ts'

const DAMAGED = 'bản sao lưu đã hỏng hoặc bị sửa / the backup is damaged or was changed'

interface Seen {
  readonly hash: Hash
  chunks: number
}

/**
 * Reads a whole backup and answers its manifest. Throws unless everything in it is what the manifest says, and the manifest
 * what the holder of the key has sealed. Nothing is touched but the file.
 */
export async function checkArchive(
  file: string,
  key: { readonly file: string; readonly seal: BackupSeal | undefined },
): Promise<Manifest> {
  const sections = new Map<string, Seen>()
  const last: string[] = []
  let manifest: Buffer | undefined
  let sealed = ''
  let first = true
  for await (const { name, body } of readArchive(file)) {
    if (first !== (name === FIRST) || sealed !== '') throw new BackupRefusal(DAMAGED)
    first = false
    if (name === MANIFEST) manifest = body
    else if (name === SEAL) sealed = body.toString('latin1').trim()
    else if (name !== FIRST) {
      if (manifest) throw new BackupRefusal(DAMAGED)
      count(sections, name, body)
    }
    last[0] = name
  }
  if (!manifest || last[0] !== SEAL) throw new BackupRefusal('bản sao lưu bị cắt cụt / the backup is cut short')
  const read = Manifest.safeParse(json(manifest))
  if (!read.success) throw new BackupRefusal('bản sao lưu của bản phần mềm khác / a backup of another version')
  checkKey(read.data.key, key)
  const expected = Buffer.from(key.seal?.sign(manifest) ?? '')
  const found = Buffer.from(sealed)
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) throw new BackupRefusal(DAMAGED)
  compare(sections, read.data)
  return read.data
}

/** Chunks are numbered from 1; another number means that one is missing or was put in. */
function count(sections: Map<string, Seen>, name: string, body: Buffer): void {
  const [, section = '', number] = /^(.+)\/(\d+)$/.exec(name) ?? []
  const seen = sections.get(section) ?? { hash: createHash('sha256'), chunks: 0 }
  seen.chunks += 1
  if (Number(number) !== seen.chunks) throw new BackupRefusal(DAMAGED)
  seen.hash.update(body)
  sections.set(section, seen)
}

function compare(sections: ReadonlyMap<string, Seen>, manifest: Manifest): void {
  const told = [
    ...manifest.tables.map((table) => [tableSection(table), table] as const),
    ...manifest.files.map((one, index) => [fileSection(index), one] as const),
  ]
  const filled = told.filter(([, section]) => section.chunks > 0)
  const right = filled.every(([name, { chunks, sha256 }]) => {
    const seen = sections.get(name)
    return seen?.chunks === chunks && seen.hash.digest('hex') === sha256
  })
  if (!right || filled.length !== sections.size) throw new BackupRefusal(DAMAGED)
}

function checkKey(wanted: string, { file, seal }: { file: string; seal: BackupSeal | undefined }): void {
  if (seal?.fingerprint === wanted) return
  const [vi, en] =
    seal === undefined
      ? ['chưa có khóa', 'there is no key']
      : [`có khóa ${seal.fingerprint}`, `holds ${seal.fingerprint}`]
  throw new BackupRefusal(
    `cần khóa ${wanted} ở ${file} (SECRET_KEY_FILE), mà ở đó ${vi} / ` +
      `the key ${wanted} is needed at ${file} (SECRET_KEY_FILE), and ${en} there`,
  )
}

function json(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'))
  } catch {
    return undefined
  }
}
