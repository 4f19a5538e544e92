import type { Incident, IncidentInput } from '#model'
import { raise } from '#engine/alert'
import type { Caller } from '#engine/context'
import { caller, testContext, testService } from '#tests'
import { open } from './open.ts'

export const NOW = Date.parse('2026-11-24T10:00:00Z')

/** A context with two agencies' desks, and how an alert and an incident come about in it. */
export async function room() {
  const t = await testContext({ services: [testService] })
  t.clock.set(NOW)
  await t.owner('live').query(
    `insert into agency (code, valid_from, name, short, kind) values ('A', '2020-01-01', 'Sở A', 'A', 'department'),
       ('B', '2020-01-01', 'Sở B', 'B', 'department')`,
  )
  const province = await desk(null)
  const a = await desk('A')
  const b = await desk('B')

  /** Somebody of an agency, or of the province, with an account. */
  async function desk(agency: string | null): Promise<Caller> {
    const [row] = await t.owner('live').query<{ id: string }>(
      `insert into person (id, name, login, demo, state, salt, created_at, password_at, active_since)
       values (gen_random_uuid(), $1, $1, false, 'active', '\\x00', $2, $2, $2) returning id::text`,
      [`trực ${agency ?? 'tỉnh'}`, new Date(NOW).toISOString()],
    )
    const id = row?.id ?? ''
    await t
      .owner('live')
      .query(`insert into person_grant (person, role, agency, granted_at) values ($1, 'duty', $2, $3)`, [
        id,
        agency,
        new Date(NOW).toISOString(),
      ])
    return caller(agency, { kind: 'person', id })
  }

  async function alert(subject: string, agency: string | null = 'A'): Promise<string> {
    const evidence = {
      property: 'pm25',
      value: 300,
      threshold: 250,
      at: new Date(NOW).toISOString(),
      text: { vi: 'x', en: 'x' },
    }
    const firing = {
      rule: 'test-rule',
      title: { vi: 'Bụi cao', en: 'Dust' },
      subject,
      subject_name: `Trạm ${subject}`,
      service: 'weather',
      agency,
      unit: '24133',
      lat: 12.68,
      lon: 108.05,
      severity: 'high' as const,
      evidence,
      times: 1,
    }
    return t.ctx.journal.commit(async (tx) => {
      const note = await raise(tx, t.ctx, firing)
      return { result: (note.payload as { id: string }).id, notes: [note] }
    })
  }
  const opened = (who: Caller, more: Partial<IncidentInput> = {}): Promise<Incident> =>
    open(t.ctx, t.shared, who, { title: 'Cháy rẫy', severity: 'high', ...more })

  return { t, ctx: t.ctx, province, a, b, alert, opened, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() }
}
