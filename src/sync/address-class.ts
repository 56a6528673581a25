import { BlockList, isIP } from 'node:net'

/**
 * Where an IP address leads: to the public internet, inside (private networks and this machine), or nowhere a feed can be
 * (link-local with the metadata services of clouds, multicast, documentation, reserved). Addresses that stand for an IPv4 address
 * (mapped, NAT64) are what that one is. What is no IP address leads nowhere.
 */
export function addressClass(address: string): 'public' | 'inside' | 'nowhere' {
  const ip = plainAddress(address)
  const family = isIP(ip) === 4 ? 'ipv4' : 'ipv6'
  if (isIP(ip) === 0 || nowhere.check(ip, family)) return 'nowhere'
  if (inside.check(ip, family)) return 'inside'
  return family === 'ipv4' || globalUnicast.check(ip, family) ? 'public' : 'nowhere'
}

/** An IP address without zone and brackets, IPv6 in its one short form, and IPv4 where it stands for that. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (isIP(bare) !== 6) return bare
  const short = URL.parse(`http://[${bare}]/`)?.hostname.slice(1, -1) ?? bare
  const [, high, low] = /^(?:::ffff:|64:ff9b::)(?:([\da-f]{1,4}):)?([\da-f]{1,4})$/.exec(short) ?? []
  if (low === undefined) return short
  const number = Number.parseInt(high ?? '0', 16) * 65_536 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.')
}

/** A list of blocks in CIDR notation, to check plain addresses against. */
export function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', bits] = block.split('/')
    const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(network, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}

// the special-purpose registries of RFC 6890, and the metadata services that live elsewhere
const nowhere = blockList([
  '0.0.0.0/8',
  '100.100.100.200', // Alibaba Cloud's metadata
  '168.63.129.16', // Azure's
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  'fd00:ec2::254', // AWS's
])
const inside = blockList([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
])
const globalUnicast = blockList(['2000::/3'])
