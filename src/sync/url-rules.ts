import { lookup as resolveName, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { inBlocks, isBlock } from '../ip.ts'
import { addressClass, reachedAddress } from './address-class.ts'

/** An address that feeds are not fetched from. The message begins with the code and says why; it never repeats a password. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused'
  readonly code = 'IMPORT_URL_REFUSED'

  constructor(reason: string) {
    super(`IMPORT_URL_REFUSED: ${reason}`)
  }
}

/** Which addresses may be fetched. Both are asked at each hop; the second when the connection is made, on what is connected to. */
export interface UrlRules {
  /** Throws UrlRefused for an address that can be told from its text. */
  readonly check: (url: URL) => void
  /**
   * For `http.request` of this address: resolves its name, and fails with UrlRefused unless all that it resolves to may be connected
   * to.
   */
  readonly lookupFor: (url: URL) => LookupFunction
}

/** Resolves a name to all its addresses; `dns.lookup` with `all`, or what a test puts in its place. */
export type ResolveName = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

const usualPorts = new Set(['', '80', '443', '8080', '8443'])
/** Names for this machine, for networks without a public name, and for what clouds tell their machines. */
const insideNames = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|corp|private)$/
const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'metadata.azure.com',
])

/**
 * Only http and https, usual ports, no passwords, no names and addresses inside. `allowedHosts` opens what is inside: `host`, an address
 * or a CIDR block for the usual ports, `host:port` for that port alone; but never what is nowhere, such as a cloud's
 * metadata service.
 */
export function createUrlRules(
  allowedHosts: readonly string[],
  resolve: ResolveName = (name, done) => resolveName(name, { all: true }, done),
): UrlRules {
  const isInBlocks = inBlocks(allowedHosts.filter(isBlock))
  const hosts = new Set(allowedHosts.filter((entry) => !isBlock(entry)).map(hostAndPort))

  const isListed = (url: URL): boolean => {
    const host = hostOf(url.hostname)
    return (usualPorts.has(url.port) && hosts.has(host)) || hosts.has(`${host} ${portOf(url)}`)
  }
  const assertAddress = (address: string, url: URL): void => {
    const ip = reachedAddress(address)
    const kind = addressClass(ip)
    if (kind === 'public') return
    const isAllowed = usualPorts.has(url.port) && isIP(ip) !== 0 && isInBlocks(ip)
    if (kind === 'inside' && (isAllowed || isListed(url))) return
    const host = hostOf(url.hostname)
    const what = isIP(host) === 0 ? `${host} leads to ${ip}, which` : host
    throw new UrlRefused(
      kind === 'inside'
        ? `${what} is inside this network. IMPORT_ALLOWED_HOSTS lists the hosts that may be.`
        : `${what} is no address of a public server.`,
    )
  }

  return {
    check(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new UrlRefused(`${url.protocol} addresses are not fetched, only http: and https:.`)
      }
      if (url.username !== '' || url.password !== '') throw new UrlRefused('the address holds a user or a password.')
      const host = hostOf(url.hostname)
      if (!usualPorts.has(url.port) && !isListed(url)) {
        throw new UrlRefused(
          `port ${url.port} is not one of 80, 443, 8080, 8443. IMPORT_ALLOWED_HOSTS lists others as host:port.`,
        )
      }
      if (isIP(host) !== 0) return assertAddress(host, url)
      if (metadataNames.has(host)) throw new UrlRefused(`${host} is a metadata service.`)
      if (!isListed(url) && (insideNames.test(host) || !host.includes('.'))) {
        throw new UrlRefused(`${host} is a name inside this network. IMPORT_ALLOWED_HOSTS lists the hosts that may be.`)
      }
    },
    lookupFor: (url) => (name, options, done) => {
      const fail = (error: NodeJS.ErrnoException): void => done(error, '', 0)
      resolve(name, (error, addresses) => {
        if (error !== null) return fail(error)
        try {
          for (const { address } of addresses) assertAddress(address, url)
        } catch (refused) {
          return fail(refused instanceof Error ? refused : new Error(String(refused)))
        }
        const [first] = addresses
        if (first === undefined) return fail(Object.assign(new Error(`${name} has no address.`), { code: 'ENOTFOUND' }))
        if (options.all === true) done(null, [...addresses])
        else done(null, first.address, first.family)
      })
    },
  }
}

/** `host` or `host port`, as they are compared. */
function hostAndPort(entry: string): string {
  const [, host = entry, port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? []
  return port === undefined ? hostOf(host) : `${hostOf(host)} ${Number(port)}`
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port
}

/** In small letters, without the dot that may end it; IPv6 without brackets. */
function hostOf(host: string): string {
  return reachedAddress(host.toLowerCase().replace(/\.$/, ''))
}
