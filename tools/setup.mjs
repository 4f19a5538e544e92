// Makes a fresh clone ready: packages, and with --web the built screen. Free of dependencies; runs on Node 18 and newer.
// Speaks on stderr only: the commands that it goes before print their results on stdout.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const say = (text) => process.stderr.write(`${text}\n`)

function run(command, args, more = {}) {
  // stdout of the child goes to our stderr.
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...more })
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** One setup at a time in a clone; the lock of a process that is gone is taken over. */
function locked(work) {
  const lock = join(root, '.setup-lock')
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      const pid = Number(read(lock))
      let gone = pid === 0 && tries > 5
      try {
        if (pid > 0) process.kill(pid, 0)
      } catch {
        gone = true
      }
      if (gone) rmSync(lock, { force: true })
      else spawnSync('sleep', ['0.2'])
      if (tries > 6000) throw new Error(`${lock} is held by process ${pid}`)
    }
  }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function packages() {
  const stamp = join(root, 'node_modules', '.serepok-lock')
  const want = sha256(readFileSync(join(root, 'package-lock.json')))
  if (read(stamp) === want) return
  locked(() => {
    if (read(stamp) === want) return
    say('Cài các gói cần dùng (npm ci) / Installing packages…')
    const npm = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (npm.status !== 0) process.exit(npm.status ?? 1)
    writeFileSync(stamp, want)
  })
}

/** Everything that the built screen is made of. */
function webHash() {
  const hash = createHash('sha256')
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'dist' && entry.name !== 'node_modules') walk(path)
      } else if (!entry.name.endsWith('.test.ts')) hash.update(relative(root, path)).update(readFileSync(path))
    }
  }
  for (const folder of ['web', 'model', 'services']) walk(join(root, folder))
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}

function web() {
  const stamp = join(root, 'web/dist/.stamp')
  const want = webHash()
  if (read(stamp) === want) return
  locked(() => {
    if (read(stamp) === want) return
    say('Dựng giao diện / Building the screen…')
    const vite = run(join(root, 'node_modules/.bin/node'), [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      'web',
      '--logLevel',
      'warn',
    ])
    if (vite.status !== 0) process.exit(vite.status ?? 1)
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, want)
  })
}

/** What the tests use beside npm's packages. What cannot be had is said here and skipped there. */
function testPrograms() {
  const wanted = [
    { name: 'chromium', at: ['/usr/bin/chromium'] },
    { name: 'postgresql-15', at: ['/usr/lib/postgresql/15/bin/postgres'] },
    // The tests start one of their own; the machine's service on 1883 is nobody's wish.
    { name: 'mosquitto', at: ['/usr/sbin/mosquitto'], service: 'mosquitto.service' },
  ].filter((one) => !one.at.some((path) => existsSync(path)))
  if (wanted.length === 0) return
  const names = wanted.map((one) => one.name)
  const isRoot = process.getuid?.() === 0
  const sudo = !isRoot && spawnSync('sudo', ['-n', 'true']).status === 0
  if ((isRoot || sudo) && existsSync('/usr/bin/apt-get')) {
    say(`Cài thêm cho kiểm thử / Installing for the tests: ${names.join(', ')}…`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (args) =>
      isRoot
        ? run('apt-get', ['-q', ...args], { env })
        : run('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args])
    apt(['update'])
    for (const { name, service } of wanted) {
      const install = ['install', '-y', '--no-install-recommends', name]
      if (service === undefined) apt(install)
      else withoutService(service, isRoot, () => apt(install))
    }
  }
  for (const one of wanted) {
    if (!one.at.some((path) => existsSync(path) && statSync(path)))
      say(`Không có ${one.name}: các phép thử cần nó được bỏ qua / missing, its tests are skipped`)
  }
}

/**
 * Debian starts a service when its package arrives, unless the policy file says no: ours says so while we install, and
 * the service is not started at the next boot either. A policy that is there already stays as it is.
 */
function withoutService(service, isRoot, install) {
  const root = (script) => (isRoot ? run('sh', ['-c', script]) : run('sudo', ['-n', 'sh', '-c', script]))
  const policy = '/usr/sbin/policy-rc.d'
  const ours = !existsSync(policy)
  if (ours) root(`printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod 755 ${policy}`)
  try {
    install()
  } finally {
    if (ours) root(`rm -f ${policy}`)
  }
  root(`command -v systemctl >/dev/null && systemctl --quiet disable ${service} || true`)
}

packages()
if (process.argv.includes('--tests')) testPrograms()
if (process.argv.includes('--web')) web()
