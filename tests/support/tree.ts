import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
/** What a clone does not bring along. */
const NOT_CLONED = /^(node_modules|\.git|data|web\/dist|\.env|\.setup-lock)$/
/** A test run within a test is one of its own. */
const { NODE_TEST_CONTEXT: _, ...HERE } = process.env

/** A copy of the source tree as a fresh clone has it; the packages are shared by a link. */
export function copyTree(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'serepok-tree-'))
  cpSync(ROOT, root, { recursive: true, filter: (from) => !NOT_CLONED.test(relative(ROOT, from)) })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

export interface Told {
  readonly code: number
  readonly pid: number
  /** Standard output alone, and with what was said on the error stream. */
  readonly out: string
  readonly all: string
}

/** Runs a command in a tree; one that takes longer than `seconds` is ended and has the code 124. */
export function run(
  root: string,
  command: string,
  args: readonly string[],
  of: { env?: Record<string, string>; seconds?: number } = {},
): Promise<Told> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...HERE, ...of.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let out = ''
  let all = ''
  let late = false
  child.stdout.on('data', (chunk: Buffer) => ((out += chunk.toString()), (all += chunk.toString())))
  child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()))
  const timer = setTimeout(() => ((late = true), endGroup(child.pid, 'SIGKILL')), (of.seconds ?? 60) * 1000)
  return new Promise((done) => {
    child.on('error', (error) => (all += String(error)))
    child.on(
      'close',
      (code) => (clearTimeout(timer), done({ code: late ? 124 : (code ?? 1), pid: child.pid ?? 0, out, all })),
    )
  })
}

export interface Served {
  readonly address: string
  readonly mqttPort: number | undefined
  stop(): Promise<void>
}

/** Starts a centre by `command` in a tree and waits for its greeting, which comes last. */
export async function serve(
  root: string,
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Served> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...HERE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const stop = async (): Promise<void> => {
    endGroup(child.pid, 'SIGINT')
    const timer = setTimeout(() => endGroup(child.pid, 'SIGKILL'), 20_000)
    await ended
    clearTimeout(timer)
  }
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const address = await new Promise<string | undefined>((done) => {
    const timer = setTimeout(() => done(undefined), 60_000)
    const settle = (value: string | undefined): void => (clearTimeout(timer), done(value))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /^Serepok · (http\S+)\/$/m.exec(said)?.[1]
      if (found) settle(found)
    })
    child.once('error', (error) => ((said += String(error)), settle(undefined)))
    void ended.then(() => settle(undefined))
  })
  if (address === undefined) {
    await stop()
    throw new Error(`the centre did not greet: ${said}`)
  }
  const mqtt = /^MQTT: \S+:(\d+)$/m.exec(said)?.[1]
  return { address, mqttPort: mqtt === undefined ? undefined : Number(mqtt), stop }
}

/** Ends a process that was started here and what it started, by their group. */
export function endGroup(pid: number | undefined, signal: 'SIGINT' | 'SIGKILL'): void {
  if (!pid) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Gone already.
  }
}
