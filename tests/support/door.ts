import type { Ctx } from '#engine/context'
import { acceptEvents, readEvents } from '#engine/event'
import { accept, readBody } from '#engine/observation'
import type { Door } from '#engine/source'

/** The door as the centre's composition makes it; `live` is where the units are. */
export function testDoor(live: Pick<Ctx, 'db'>): Door {
  return {
    observation: { store: accept, body: readBody },
    event: { store: acceptEvents(live), body: readEvents },
  }
}
