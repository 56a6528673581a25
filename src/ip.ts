import { BlockList, isIP, isIPv4 } from 'node:net'

/** Finds the address that a request is counted by. */
export type AddressOf = (peer: string | undefined, header: (name: string) => string | null) => string

/**
 * Reads `X-Forwarded-For` only where the peer is one of the trusted proxies (addresses or CIDR ranges), from the right, up to
 * the first hop that is not one of them. IPv6 clients count by their /64. Requests without a peer (in process) count as `local`.
 * Throws where a proxy is not an address or range.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = toBlockList(trustedProxies)
  const isTrusted = (address: string) => trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  return (peer, header) => {
    let address = plainAddress(peer ?? '')
    if (address === null) return 'local'
    const hops = header('x-forwarded-for')?.split(',') ?? []
    while (isTrusted(address) && hops.length > 0) {
      const hop = plainAddress(hops.pop() ?? '')
      if (hop === null) break
      address = hop
    }
    return isIPv4(address) ? address : `${network64(address)}::/64`
  }
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.trim().split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (isIP(address) === 0) throw new Error(`"${range}" is neither an address nor a range such as 10.0.0.0/8.`)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** The bare address: no port, no brackets, no zone, IPv4 in its own form; null where it is none. */
function plainAddress(text: string): string | null {
  const trimmed = text.trim()
  const bare = /^\[(.+)\](:\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return isIP(address) === 0 ? null : address
}

/** The first four groups of an IPv6 address, e.g. `2001:db8:0:7`. */
function network64(address: string): string {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  // a dotted tail stands for two groups; only its place matters here
  const groups = after.length + (after.at(-1)?.includes('.') === true ? 1 : 0)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - groups)
  const all = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
