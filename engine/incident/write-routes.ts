import { Code, Evidence, Incident, IncidentEdit, type Permission } from '#model'
import type { Caller, Ctx, Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { assign } from './assign.ts'
import { close } from './close.ts'
import { cooperate } from './cooperate.ts'
import { edit } from './edit.ts'
import { link, unlink } from './link.ts'
import { merge, unmerge } from './merge.ts'
import { note, reopen, start } from './work.ts'

const Id = z.object({ id: z.string().max(80) })
const Note = z.string().trim().min(1).max(4000)
/** What the caller has seen: with it, a change that somebody else has made meanwhile is a conflict. */
const Seen = z.object({ version: z.number().int().optional() })
const Alert = Seen.extend({ alert: z.string().max(80) })

/** `POST /api/v1/incidents/{id}/…` and `PATCH`: each act answers the incident as it is afterwards. */
export function writeRoutes(plain: FastifyInstance, live: Shared): void {
  editRoute(plain, live)
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const verb = <Body extends z.ZodType>(
    name: string,
    permission: Permission,
    summary: string,
    body: Body,
    work: (ctx: Ctx, caller: Caller, of: { id: string } & z.output<Body>) => Promise<Incident>,
  ): void => {
    app.route({
      method: 'POST',
      url: `/api/v1/incidents/:id/${name}`,
      config: { permission },
      schema: { tags: ['incidents'], summary, params: Id, body, response: { 200: Incident } },
      handler: (request) =>
        work(request.ctx, request.caller, { ...(request.body as z.output<Body> & object), id: request.params.id }),
    })
  }
  verb(
    'assign',
    'incident.write',
    'Give it to a person (null: to nobody), or to another agency, which leads from then on',
    Seen.extend({ owner: z.string().max(80).nullable().optional(), agency: Code.optional(), note: Note.optional() }),
    (ctx, caller, of) => assign(ctx, live, caller, of),
  )
  verb(
    'cooperate',
    'incident.write',
    'Say which agencies help; they see it from then on',
    Seen.extend({ agencies: z.array(Code).max(50), note: Note.optional() }),
    (ctx, caller, of) => cooperate(ctx, live, caller, of),
  )
  verb('start', 'incident.write', 'Work has begun; without an owner it is the caller’s', Seen.nullish(), start)
  verb('notes', 'incident.write', 'A line for the timeline', Seen.extend({ note: Note }), note)
  verb('link', 'incident.write', 'One more alert is of this incident', Alert, link)
  verb('unlink', 'incident.write', 'An alert is not of this incident', Alert, unlink)
  verb('merge', 'incident.write', 'Let it live on in another one', Seen.extend({ into: z.string().max(80) }), merge)
  verb('unmerge', 'incident.write', 'Take it out of the other one, as it went in', Seen.nullish(), unmerge)
  verb(
    'close',
    'incident.close',
    'End it with evidence: a document, a photo with its time and place, or somebody’s word, which is told apart',
    Seen.extend({ evidence: z.array(Evidence).max(50).default([]), note: Note.optional() }),
    close,
  )
  verb('reopen', 'incident.close', 'It was not over; its evidence is kept', Seen.extend({ note: Note }), reopen)
}

function editRoute(plain: FastifyInstance, live: Shared): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'PATCH',
    url: '/api/v1/incidents/:id',
    config: { permission: 'incident.write' },
    schema: {
      tags: ['incidents'],
      summary: 'Say anew what, how severe, what kind, where',
      params: Id,
      body: IncidentEdit.extend(Seen.shape),
      response: { 200: Incident },
    },
    handler: ({ ctx, caller, params, body: { version, ...rest } }) =>
      edit(ctx, live, caller, { id: params.id, version, edit: rest }),
  })
}
