import { isIP } from 'node:net'
import { inBlocks, ipv4Behind, parseAddress } from '../ip.ts'

/**
 * Where an IP address leads: to the public internet, inside (private networks and this machine), or nowhere a feed can be
 * (link-local with the metadata services of clouds, multicast, documentation, reserved). Addresses that stand for an IPv4 address
 * (mapped, NAT64) are what that one is. What is no IP address leads nowhere.
 */
export function addressClass(address: string): 'public' | 'inside' | 'nowhere' {
  const reached = reachedAddress(address)
  if (isIP(reached) === 0 || isNowhere(reached)) return 'nowhere'
  if (isInside(reached)) return 'inside'
  return isIP(reached) === 4 || isGlobalUnicast(reached) ? 'public' : 'nowhere'
}

/** An address as it is reached: IPv4 where NAT64 leads to that. What is no IP address stays as it is. */
export function reachedAddress(host: string): string {
  const address = parseAddress(host)
  return address === null ? host : (ipv4Behind('64:ff9b::', address) ?? address)
}

// the special-purpose registries of RFC 6890, and the metadata services that live elsewhere
const isNowhere = inBlocks([
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
const isInside = inBlocks([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
])
const isGlobalUnicast = inBlocks(['2000::/3'])
