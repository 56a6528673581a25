import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { FetchFailed } from './fetch-failed.ts'
import type { HostTurns } from './host-turns.ts'
import { request, type Answer, type Patience } from './request.ts'
import { downloadToFile } from './download-to-file.ts'
import { UrlRefused, type UrlRules } from './url-rules.ts'

/** What a server says by which it knows a state of the feed again. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What came of asking for a feed. */
export type Fetched =
  | (Validators & {
      readonly kind: 'content'
      readonly status: number
      /** Where it came from in the end. */
      readonly url: string
      readonly movedTo: string | null
      /** The encoding that the server says it is in, as it says it. */
      readonly charset: string | null
      /** Whether a body that was cut off would have been noticed. */
      readonly isDelimited: boolean
    })
  | (Validators & { readonly kind: 'unchanged'; readonly status: number; readonly movedTo: string | null })
  | { readonly kind: 'gone'; readonly status: number }
  | {
      readonly kind: 'failed'
      /** Null where no answer came. */
      readonly status: number | null
      readonly message: string
      readonly retryAfter?: string | undefined
    }

export interface FetchOptions {
  readonly rules: UrlRules
  readonly userAgent: string
  /** File for the content; must not exist. */
  readonly target: string
  readonly known: Validators
  readonly signal?: AbortSignal | undefined
  readonly patience?: Patience | undefined
  /** Waited for at each hop, outside of the time that `patience` allows. */
  readonly turns?: HostTurns | undefined
}

const defaultPatience: Patience = { connectMs: 10_000, idleMs: 15_000, totalMs: 60_000 }
const maxRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
const permanent = new Set([301, 308])

/**
 * Fetches a feed, or learns that it did not change. Follows at most 5 redirects, each of whose addresses is checked like the first.
 * Throws only after the signal.
 */
export async function fetchFeed(url: string, options: FetchOptions): Promise<Fetched> {
  try {
    return await follow(new URL(url), options)
  } catch (error) {
    if (options.signal?.aborted === true) throw options.signal.reason
    if (error instanceof UrlRefused || error instanceof FetchFailed) return failed(error.message)
    throw error
  }
}

async function follow(first: URL, options: FetchOptions): Promise<Fetched> {
  const { patience = defaultPatience, turns } = options
  let url = first
  let movedTo: string | null = null
  let isPermanent = true
  let leftMs = patience.totalMs
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const endTurn = await turns?.(url)
    const begun = performance.now()
    try {
      const hopped = await ask(url, { ...options, patience, leftMs, movedTo })
      if (!('location' in hopped)) return hopped
      url = nextUrl(hopped.location, url)
      isPermanent &&= permanent.has(hopped.status)
      if (isPermanent) movedTo = url.href
    } finally {
      leftMs -= performance.now() - begun
      endTurn?.()
    }
  }
  return failed(`It redirects more than ${maxRedirects} times.`)
}

interface HopOptions extends FetchOptions {
  readonly patience: Patience
  readonly leftMs: number
  readonly movedTo: string | null
}

/** One request: what came of it, or where it redirects to. */
async function ask(url: URL, options: HopOptions): Promise<Fetched | { status: number; location: string }> {
  const { patience, leftMs, rules } = options
  const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(leftMs)))
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout])
  try {
    const answer = await request(url, { rules, patience, signal, headers: headersOf(options) })
    try {
      const { statusCode: status = 0, headers } = answer.response
      if (redirects.has(status) && headers.location !== undefined) return { status, location: headers.location }
      return await read(answer, { ...options, signal, url: url.href })
    } finally {
      answer.discard()
    }
  } catch (error) {
    if (!timeout.aborted) throw error
    throw new FetchFailed(`It took longer than ${patience.totalMs / 1000} s.`, { cause: error })
  }
}

async function read(
  { response, failure }: Answer,
  options: FetchOptions & { readonly signal: AbortSignal; readonly url: string; readonly movedTo: string | null },
): Promise<Fetched> {
  const { statusCode: status = 0, headers } = response
  const { url, movedTo, target, signal, known } = options
  if (status === 410) return { kind: 'gone', status }
  if (status === 304) {
    if (known.etag === null && known.lastModified === null)
      return failed('It says 304 to a request without conditions.', 304)
    const { etag, lastModified } = validatorsOf(headers)
    return {
      kind: 'unchanged',
      status,
      movedTo,
      etag: etag ?? known.etag,
      lastModified: lastModified ?? known.lastModified,
    }
  }
  if (status !== 200) {
    return { kind: 'failed', status, message: `It answers ${status}.`, retryAfter: headers['retry-after'] }
  }
  try {
    await downloadToFile(response, target, signal)
  } catch (error) {
    if (signal.aborted || error instanceof FetchFailed) throw error
    throw failure() ?? FetchFailed.of(error)
  }
  return {
    kind: 'content',
    status,
    url,
    movedTo,
    charset: charsetOf(headers),
    isDelimited: isDelimited(response),
    ...validatorsOf(headers),
  }
}

function headersOf({ userAgent, known: { etag, lastModified } }: FetchOptions): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept:
      'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

/** As they were said, since that is how they are to be repeated; what could not be is left out. */
function validatorsOf({ etag, 'last-modified': lastModified }: IncomingHttpHeaders): Validators {
  return { etag: repeatable(etag), lastModified: repeatable(lastModified) }
}

function charsetOf({ 'content-type': type }: IncomingHttpHeaders): string | null {
  return /;\s*charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(type ?? '')?.[1] ?? null
}

function repeatable(header: string | undefined): string | null {
  return header !== undefined && /^[\x20-\x7e]{1,1000}$/.test(header) ? header : null
}

function nextUrl(location: string, from: URL): URL {
  const url = URL.parse(location, from)
  if (url === null) throw new FetchFailed('It redirects to what is no address.')
  return url
}

function isDelimited({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || /chunked/i.test(headers['transfer-encoding'] ?? '')
}

function failed(message: string, status: number | null = null): Fetched {
  return { kind: 'failed', status, message }
}
