import { EVERYTHING, type Grant, type Role } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hashPassword, passwordMatches } from './password.ts'
import { spokenSecret } from './secret.ts'
import { revokeSessions } from './session-store.ts'
import { accountOf, insertPerson, lockPeople, replaceGrants, setPassword } from './store.ts'

interface DemoPerson {
  readonly login: string
  readonly name: string
  readonly grant: Grant
}
export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly password: string
}

/** Roles, not people: nobody real stands behind a name of the demonstration. */
const PEOPLE: readonly DemoPerson[] = [
  { login: 'truc-ban', name: 'Trực ban (trình diễn)', grant: grant('duty') },
  { login: 'lanh-dao', name: 'Lãnh đạo (trình diễn)', grant: grant('leader') },
  { login: 'quan-tri', name: 'Quản trị (trình diễn)', grant: grant('administrator') },
  { login: 'can-bo-nnmt', name: 'Cán bộ Nông nghiệp và Môi trường (trình diễn)', grant: grant('officer', 'H15.NNMT') },
  { login: 'tich-hop', name: 'Tích hợp dữ liệu (trình diễn)', grant: grant('integrator') },
]

/**
 * Makes the accounts of the demonstration, marked so, and answers them with their passwords. These are random, kept in
 * `<dataDir>/demo-accounts.json` (mode 0600) and the same at each start. A login that a real person or a disabled
 * account has is left alone and not answered.
 */
export async function seedDemoPeople(
  shared: Pick<Shared, 'db' | 'clock' | 'log'>,
  dataDir: string,
): Promise<DemoAccount[]> {
  const passwords = await demoPasswords(join(dataDir, 'demo-accounts.json'))
  const seeded = await Promise.all(
    PEOPLE.map(async (person) => {
      const password = passwords[person.login] ?? ''
      if (await seed(shared, person, password)) return [{ login: person.login, name: person.name, password }]
      shared.log.warn({ login: person.login }, 'demonstration account left out, its login is taken')
      return []
    }),
  )
  return seeded.flat()
}

async function seed(shared: Pick<Shared, 'db' | 'clock'>, person: DemoPerson, password: string): Promise<boolean> {
  const before = await accountOf(shared.db, 'login', person.login, EVERYTHING)
  if (before && (!before.demo || before.state !== 'active')) return false
  if (before && (await passwordMatches(before.password_hash, password))) return true
  const hash = await hashPassword(password)
  const now = shared.clock.now()
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const id = before?.id ?? randomUUID()
    if (before) {
      await setPassword(tx, id, hash, now)
      await revokeSessions(tx, id, now)
    } else {
      const { login, name } = person
      const row = { id, login, name, hash, demo: true, state: 'active' as const, salt: randomBytes(16) }
      if (!(await insertPerson(tx, row, now))) return false
      await replaceGrants(tx, id, [person.grant], now)
    }
    await record(tx, shared, {
      actor: { kind: 'system', id: 'demonstration' },
      act: before ? 'person.password' : 'person.create',
      subject: id,
      detail: { login: person.login, demo: true, grants: [person.grant] },
    })
    return true
  })
}

/** The kept passwords, with one made for each login that has none. */
async function demoPasswords(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  const kept = z.record(z.string(), z.string().min(14)).parse(JSON.parse(text))
  const missing = PEOPLE.filter((person) => kept[person.login] === undefined)
  if (missing.length === 0) return kept
  const all = { ...kept, ...Object.fromEntries(missing.map((person) => [person.login, spokenSecret()])) }
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 })
  return all
}

function grant(role: Role, agency: string | null = null): Grant {
  return { role, agency, service: null, unit: null }
}
