import { BlockList, isIP } from 'node:net'

/** RFC 1918, RFC 4193, link-local and loopback: where a province's own network lives unless LAN_NETWORKS says otherwise. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]

/** The part of a request that says where it came from. */
export interface Origin {
  readonly socket: { readonly remoteAddress?: string | undefined }
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** The local network as CIDR blocks; private ranges when none are given. */
export function localNetworks(blocks: readonly string[] = PRIVATE): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [address = '', bits = ''] = block.split('/')
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/**
 * Whether a request came from beyond the local network. Every address on its way counts, the peer's and those that a
 * proxy wrote down: one from outside is enough, so that a forged header can make a caller a stranger and never a local.
 */
export function fromOutside(origin: Origin, local: BlockList): boolean {
  const written = ['x-forwarded-for', 'x-real-ip'].flatMap((name) => [origin.headers[name] ?? []].flat())
  // RFC 7239 has hidden and named hops: who sends it is taken for a stranger.
  if (origin.headers['forwarded'] !== undefined) return true
  const addresses = [origin.socket.remoteAddress ?? '', ...written.flatMap((text) => text.split(','))]
  return !addresses.every((address) => within(address.trim(), local))
}

function within(address: string, local: BlockList): boolean {
  const bare = address.replace(/%.*$/, '')
  const family = isIP(bare)
  return family > 0 && local.check(bare, family === 6 ? 'ipv6' : 'ipv4')
}
