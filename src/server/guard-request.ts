import type { IncomingMessage } from 'node:http'
import { Lru } from '../lru.ts'

/** Header lines of one request; node:http leaves out what exceeds its own limit without a word, so that is one more. */
export const maxHeaderLines = 100

/**
 * The status with which a request is refused before anything reads its URL, or undefined. What is built from Host and
 * target later throws on nonsense, and the trace would reach the client.
 */
export function refusalFor({ url = '', rawHeaders, headers }: IncomingMessage): 400 | 431 | undefined {
  if (rawHeaders.length / 2 > maxHeaderLines) return 431
  if (!isTarget(url)) return 400
  let hosts = 0
  let authorizations = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
    // node:http keeps the first and drops the others without a word, so one of two keys would count
    else if (name?.length === 13 && name.toLowerCase() === 'authorization') authorizations++
  }
  if (authorizations > 1) return 400
  if (hosts !== 1 || (headers.host !== lastHost && !isHost(headers.host ?? ''))) return 400
  lastHost = headers.host
  return undefined
}

/** What was a host a moment ago is one still: nearly all requests name the same. */
let lastHost: string | undefined

/** A path on this server, with every escape in order. Absolute targets are for proxies. */
function isTarget(url: string): boolean {
  if (targets.get(url) !== undefined) return true
  if (!isTargetUnseen(url)) return false
  targets.set(url, true)
  return true
}

/** Clients ask for the same few all day. */
const targets = new Lru<true>({
  maxWeight: 1_000_000,
  maxEntryWeight: 8_192,
  weightOf: (_, { length }) => length + 100,
})

function isTargetUnseen(url: string): boolean {
  if (!/^\/(?!\/)[!-~]*$/.test(url) || url.includes('#') || url.includes('\\')) return false
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

function isHost(host: string): boolean {
  return /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host) && URL.canParse(`http://${host}`)
}
