import { BlockList, isIP } from 'node:net'
import { Lru } from './lru.ts'

/** Finds the address that a request is counted by. */
export type AddressOf = (peer: string | undefined, header: (name: string) => string | null) => string

/**
 * Reads `X-Forwarded-For` only where the peer is one of the trusted proxies (addresses or CIDR blocks), from the right, up to
 * the first hop that is not one of them. IPv6 clients count by their /64. Requests without a peer (in process) count as `local`.
 * Throws where a proxy is not an address or block.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const isTrusted = inBlocks(trustedProxies)
  // connections last, so the same peers come again and again
  const direct = new Lru<string>({ maxEntries: 10_000 })
  return (peer = '', header) => {
    const forwarded = header('x-forwarded-for')
    if (forwarded !== null) return countedAs(peer, forwarded)
    let known = direct.get(peer)
    if (known === undefined) direct.set(peer, (known = countedAs(peer, null)))
    return known
  }

  function countedAs(peer: string, forwarded: string | null): string {
    let address = parseAddress(peer)
    if (address === null) return 'local'
    const hops = forwarded?.split(',') ?? []
    while (isTrusted(address) && hops.length > 0) {
      const hop = parseAddress(hops.pop() ?? '')
      if (hop === null) break
      address = hop
    }
    return isIP(address) === 4 ? address : `${network64(address)}::/64`
  }
}

/** The bare address in its one form: no port, no brackets, no zone, IPv6 short, and IPv4 where it is mapped into that; null where it is none. */
export function parseAddress(text: string): string | null {
  const trimmed = text.trim()
  const withoutPort = /^\[(.+)\](:\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
  const bare = withoutPort.replace(/%.*$/, '')
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : null
  const short = URL.parse(`http://[${bare}]/`)?.hostname.slice(1, -1) ?? bare
  return (/^::ffff:[^:]+:[^:]+$/.test(short) ? ipv4Behind('::ffff:', short) : null) ?? short
}

/** The IPv4 address that a short IPv6 address holds in its last 32 bits behind this prefix; null where it has another. */
export function ipv4Behind(prefix: string, short: string): string | null {
  const groups = short.startsWith(prefix) ? short.slice(prefix.length).split(':') : []
  if (groups.length === 0 || groups.length > 2 || !groups.every((group) => /^[\da-f]{1,4}$/.test(group))) return null
  const number = groups.reduce((sum, group) => sum * 65_536 + Number.parseInt(group, 16), 0)
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.')
}

/** Whether addresses in their one form lie in one of these blocks (`10.0.0.0/8`, or one address). Throws where one is no block. */
export function inBlocks(blocks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const block of blocks) add(list, block)
  return (address) => list.check(address, familyOf(address))
}

/** Whether a text is an address, or a block of addresses in CIDR notation. */
export function isBlock(text: string): boolean {
  try {
    add(new BlockList(), text)
    return true
  } catch {
    return false
  }
}

function add(list: BlockList, block: string): void {
  const [, address = '', bits] = /^\s*([^/]+?)(?:\/(\d{1,3}))?\s*$/.exec(block) ?? []
  if (isIP(address) === 0) throw new Error(`"${block}" is neither an address nor a range such as 10.0.0.0/8.`)
  if (bits === undefined) list.addAddress(address, familyOf(address))
  else list.addSubnet(address, Number(bits), familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** The first four groups of a short IPv6 address, e.g. `2001:db8:0:7`. */
function network64(address: string): string {
  const [before = [], after = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
