import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openFiles } from './files.ts'

test('bytes are stored once by what they are, read back whole, and nothing else is reached', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-files-'))
  try {
    const files = openFiles(join(folder, 'a'))
    await files.tidy()
    const digests = await Promise.all(Array.from({ length: 8 }, (_, n) => files.put(Buffer.from(`x${n % 2}`))))
    assert.equal(new Set(digests).size, 2)
    assert.equal((await files.read(digests[0] as string))?.toString(), 'x0')
    const names = readdirSync(join(folder, 'a'), { recursive: true }).map(String)
    assert.equal(names.filter((name) => name.length > 10).length, 2)
    writeFileSync(join(folder, 'secret'), 'x')
    for (const wrong of ['../secret', '..%2fsecret', '', 'f'.repeat(64), `${digests[0]}/../../secret`]) {
      assert.equal(await files.read(wrong), undefined)
    }
    writeFileSync(join(folder, 'a', 'ab.123.half'), 'half')
    await files.tidy()
    assert.equal(readdirSync(join(folder, 'a')).includes('ab.123.half'), false)
    assert.equal((await files.read(digests[1] as string))?.toString(), 'x1')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
