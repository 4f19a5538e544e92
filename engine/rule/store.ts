import type { Sql } from '#platform/database'

export function selectStates(db: Sql): Promise<{ rule: string; subject: string; state: unknown }[]> {
  return db.query('select rule, subject, state from rule_state')
}

export async function saveStates(
  tx: Sql,
  states: readonly { rule: string; subject: string; state: unknown }[],
): Promise<void> {
  if (states.length === 0) return
  await tx.query(
    `insert into rule_state (rule, subject, state)
     select x.rule, x.subject, x.state::jsonb from unnest($1::text[], $2::text[], $3::text[]) as x (rule, subject, state)
     on conflict (rule, subject) do update set state = excluded.state`,
    [states.map((one) => one.rule), states.map((one) => one.subject), states.map((one) => JSON.stringify(one.state))],
  )
}
