import type { Attachment, Evidence, Incident } from '#model'
import { ProblemError, api, liveStore } from '#web/live'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { incidentPath } from './use-incidents.ts'

export type Act =
  | { readonly verb: 'start' | 'unmerge' }
  | { readonly verb: 'assign'; readonly owner: string | null }
  | { readonly verb: 'notes' | 'reopen'; readonly note: string }
  | { readonly verb: 'close'; readonly evidence: readonly Evidence[]; readonly note?: string }
  | { readonly verb: 'merge'; readonly into: string }

/** Puts the answer on the screen at once; the stream will say the same. */
export function putIncident(incident: Incident): void {
  const state = liveStore.get()
  const before = state.incidents.get(incident.id)
  if (before && before.version > incident.version) return
  liveStore.set({ ...state, incidents: new Map(state.incidents).set(incident.id, incident) })
}

/** Acts upon an incident as the reader has seen it: what somebody else did meanwhile is told instead. */
export function useAct(incident: Incident) {
  const client = useQueryClient()
  return useMutation<Incident, Error, Act>({
    mutationFn: ({ verb, ...body }) => {
      // A note stands whatever has changed meanwhile.
      const seen = verb === 'notes' ? {} : { version: incident.version }
      return api.post<Incident>(incidentPath(incident.id, `/${verb}`), { ...body, ...seen })
    },
    onSuccess: (after) => {
      putIncident(after)
      client.setQueryData(['incident', after.id], after)
    },
    onError: async (error) => {
      if (error instanceof ProblemError && error.code === 'conflict')
        putIncident(await api.get<Incident>(incidentPath(incident.id)))
    },
  })
}

export interface Opening {
  readonly alert?: string
  readonly title: string
  readonly severity: string
}

export function useOpen() {
  return useMutation<Incident, Error, Opening>({
    mutationFn: (body) => api.post<Incident>('/api/v1/incidents', body),
    onSuccess: putIncident,
  })
}

/** Sends a file's bytes; for a photo without a place, where the reader stands is not asked. */
export function useUpload({ id }: Incident) {
  return useMutation<Attachment, Error, { file: File; said?: { at: string; lat: string; lon: string } }>({
    mutationFn: async ({ file, said }) => {
      const query = new URLSearchParams({ name: file.name, ...said })
      const answer = await fetch(incidentPath(id, `/attachments?${query}`), {
        method: 'POST',
        headers: {
          'content-type': file.type || 'application/octet-stream',
          'accept-language': document.documentElement.lang,
        },
        body: file,
      })
      const body: unknown = await answer.json()
      if (!answer.ok) throw new ProblemError(answer.status, body as ConstructorParameters<typeof ProblemError>[1])
      const { incident, attachment } = body as { incident: Incident; attachment: Attachment }
      putIncident(incident)
      return attachment
    },
  })
}

/** A refusal in words: the title, and what exactly stands in the way. */
export function wordsOf(error: Error, unreachable: string): string {
  if (!(error instanceof ProblemError)) return unreachable
  return error.detail ? `${error.message} (${error.detail})` : error.message
}
