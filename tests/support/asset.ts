import type { Ctx } from '#engine/context'

/** Assets of the test service, by id, each of an agency or of the province. */
export async function putTestAssets(
  ctx: Pick<Ctx, 'db'>,
  assets: Readonly<Record<string, string | null>>,
): Promise<void> {
  for (const [id, agency] of Object.entries(assets)) {
    await ctx.db.query(
      `insert into asset (id, name, type, service, lat, lon, agency, unit, confirmed, created_at)
       values ($1, 'Cột ' || $1, 'mast', 'weather', 12.7, 108, $2, '24133', true, now())`,
      [id, agency],
    )
  }
}
