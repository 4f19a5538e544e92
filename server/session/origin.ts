import type { FastifyRequest } from 'fastify'
import { BlockList, isIP } from 'node:net'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** A proxy in front of the centre leaves one of these. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/**
 * Whether a change asked for with the cookie comes from the centre's own pages: browsers say so in `Sec-Fetch-Site`, and
 * older ones by an `Origin` that equals the host. Neither, as from a foreign form: no.
 */
export function ownOrigin(request: FastifyRequest): boolean {
  if (SAFE.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host.toLowerCase()
}

/** Whether the peer itself sits on this machine and carries nobody else's request. */
export function fromLoopback(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? ''
  const local = isIP(peer) > 0 && LOOPBACK.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4')
  return local && FORWARDED.every((name) => request.headers[name] === undefined)
}
