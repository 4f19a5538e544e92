import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Served, copyTree, run, serve } from './support/tree.ts'

/**
 * The commands of docs/operations for backup and restore, run as they are written over the embedded PostgreSQL; only the
 * folders are others than those of the text.
 */
const GUIDE = readFileSync(join(import.meta.dirname, '../docs/operations/van-hanh.md'), 'utf8')
const MISSING = ['bash', 'npm', 'tar'].find((one) => spawnSync(one, ['--version'], { stdio: 'ignore' }).status !== 0)
const skip = MISSING === undefined ? false : `no ${MISSING} on this machine`
const ADMIN = 'operations-'.repeat(4)
const ROW = { asset: 'tram-1', property: 'pm25', at: '2026-11-20T08:00:00.000Z', value: 21.5 }

function block(name: string): string {
  const found = [...GUIDE.matchAll(/^```sh (\w+)\n([\s\S]*?)^```$/gm)].filter(([, word]) => word === name)
  assert.equal(found.length, 1, `the guide has one block “sh ${name}”`)
  return found[0]?.[2] ?? ''
}

function call({ address }: Served, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${address}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

test(
  'backed up beside a running centre and on a stopped one, restored into a new folder and served',
  { skip },
  async () => {
    const tree = copyTree()
    const folder = mkdtempSync(join(tmpdir(), 'serepok-operations-'))
    const old = join(folder, 'old')
    const env = { npm_config_ignore_scripts: 'true', DATA_DIR: old, PORT: '0', ADMIN_TOKEN: ADMIN, LOG_LEVEL: 'silent' }
    const here = (text: string): string =>
      text
        .replaceAll('/mnt/sao-luu', join(folder, 'sao-luu'))
        .replaceAll('/noi-cat-khoa', join(folder, 'khoa'))
        .replaceAll('/srv/serepok-moi', join(folder, 'moi'))
    const type = (text: string) => run(tree.root, 'bash', ['-c', `set -e\n${here(text)}`], { env, seconds: 120 })
    let running: Served | undefined
    try {
      running = await serve(tree.root, process.execPath, ['main.ts'], env)
      const station = {
        id: 'tram-1',
        name: 'Trạm thử',
        type: 'air-station',
        service: 'environment',
        lat: 12.68,
        lon: 108.05,
      }
      assert.equal((await call(running, 'POST', 'assets', [station])).status, 200)
      assert.equal((await call(running, 'POST', 'observations?source=day', [ROW])).status, 200)
      const made = await type(block('backup'))
      assert.equal(made.code, 0, made.all)
      assert.equal((await call(running, 'GET', 'alerts')).status, 200, 'the centre goes on')
      const [file = ''] = readdirSync(join(folder, 'sao-luu'))
      const onto = await type(`npm run --silent restore -- /mnt/sao-luu/${file}`)
      assert.deepEqual([onto.code, /must be empty|stop it first/.test(onto.all)], [1, true], onto.all)
      const listed = spawnSync('tar', ['-xzOf', join(folder, 'sao-luu', file), 'manifest.json'], { encoding: 'utf8' })
      assert.match(listed.stdout, /"name":"observation",/)
      await running.stop()

      const stopped = await type(block('backup').replace('$(date +%F)', 'khi-dung'))
      assert.equal(stopped.code, 0, stopped.all)
      assert.equal(existsSync(join(old, 'postgres/data/postmaster.pid')), false, 'and it is stopped again')
      mkdirSync(join(folder, 'khoa'))
      const keyless = await type(
        `mkdir -p /srv/serepok-moi; DATA_DIR=/srv/serepok-moi npm run --silent restore -- /mnt/sao-luu/${file}`,
      )
      assert.deepEqual([keyless.code, /is needed at .*moi\/secret\.key/.test(keyless.all)], [1, true], keyless.all)
      assert.equal(
        existsSync(join(folder, 'moi/postgres')),
        false,
        'nothing was made for a backup that cannot be opened',
      )

      spawnSync('cp', [join(old, 'secret.key'), join(folder, 'khoa')])
      rmSync(old, { recursive: true })
      running = await serve(tree.root, 'bash', ['-c', `set -e\n${here(block('restore'))}`], env)
      const span = 'asset=tram-1&property=pm25&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z'
      const read = (await (await call(running, 'GET', `observations?${span}`)).json()) as {
        items: { at: string; value: number }[]
      }
      assert.deepEqual(
        read.items.map(({ at, value }) => [Date.parse(at), value]),
        [[Date.parse(ROW.at), ROW.value]],
      )
    } finally {
      await running?.stop()
      tree.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
