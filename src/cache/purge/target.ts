import { foldedTags } from '../surrogate-keys.ts'

/** A cache in front that can be told what has changed. */
export interface PurgeTarget {
  /** As configured: its kind and address. Holds no secret. */
  readonly address: string
  /** Drops what has one of these tags, folded ones too. Rejects with a reason where the cache did not take it. */
  purge(tags: readonly string[]): Promise<void>
  /** Drops everything. */
  purgeAll(): Promise<void>
}

/** What tokens of services are for. */
export interface PurgeTokens {
  readonly fastly: string | null
  readonly cloudflare: string | null
}

/** Ways to tell a cache; `xkey=http://varnish:6081` is one and where. */
export const purgeKinds = ['xkey', 'ban', 'nginx', 'fastly', 'cloudflare'] as const

type PurgeKind = (typeof purgeKinds)[number]

/** How long a cache may take to answer, in ms. */
const timeoutMs = 5_000
/** Bytes of tags in a header line, below what caches take. */
const maxHeaderBytes = 4_000
/** The most keys that Fastly takes at once, and tags that Cloudflare does in every plan. */
const fastlyAtOnce = 256
const cloudflareAtOnce = 30

/**
 * Reads an entry of PURGE_TARGETS:
 *
 * - `xkey=URL`: Varnish with vmod xkey: `PURGE` with the header `xkey-purge`, all: without it.
 * - `ban=URL`: Varnish: `PURGE` with the header `x-ban-tags`, a regular expression for the header surrogate-key, all: without it.
 * - `nginx=URL`: the module cache_purge with `purge_all`: `PURGE`. It knows no tags, so every change drops everything.
 * - `fastly=URL`: `https://api.fastly.com/service/ID`
 * - `cloudflare=URL`: `https://api.cloudflare.com/client/v4/zones/ID`
 */
export function toPurgeTarget(address: string, tokens: PurgeTokens): PurgeTarget {
  const at = address.indexOf('=')
  const kind = purgeKinds.find((one) => one === address.slice(0, at))
  if (kind === undefined) throw new Error(`"${address}" begins with none of ${purgeKinds.join(', ')}.`)
  const url = address.slice(at + 1).replace(/\/$/, '')
  return { address, ...adapters[kind](url, tokens) }
}

const adapters: Readonly<Record<PurgeKind, (url: string, tokens: PurgeTokens) => Omit<PurgeTarget, 'address'>>> = {
  xkey: (url) => ({
    async purge(tags) {
      for (const keys of piecesOf(folded(tags), fitsHeader(' '))) {
        await send(url, { method: 'PURGE', headers: { 'xkey-purge': keys.join(' ') } })
      }
    },
    purgeAll: () => send(url, { method: 'PURGE' }),
  }),
  ban: (url) => ({
    async purge(tags) {
      for (const keys of piecesOf(folded(tags).map(escaped), fitsHeader('|'))) {
        await send(url, { method: 'PURGE', headers: { 'x-ban-tags': `(^|\\s)(${keys.join('|')})(\\s|$)` } })
      }
    },
    purgeAll: () => send(url, { method: 'PURGE' }),
  }),
  nginx: (url) => ({
    purge: () => send(`${url}/*`, { method: 'PURGE' }),
    purgeAll: () => send(`${url}/*`, { method: 'PURGE' }),
  }),
  fastly: (url, { fastly }) => {
    const headers = { 'fastly-key': fastly ?? '', accept: 'application/json' }
    return {
      async purge(tags) {
        for (const surrogate_keys of piecesOf(folded(tags), (keys) => keys.length <= fastlyAtOnce)) {
          await send(`${url}/purge`, { method: 'POST', headers, json: { surrogate_keys } })
        }
      },
      purgeAll: () => send(`${url}/purge_all`, { method: 'POST', headers }),
    }
  },
  cloudflare: (url, { cloudflare }) => {
    const ask = (json: object): Promise<void> =>
      send(`${url}/purge_cache`, {
        method: 'POST',
        headers: { authorization: `Bearer ${cloudflare ?? ''}` },
        json,
        isDone: (body) => /"success"\s*:\s*true/.test(body),
      })
    return {
      async purge(tags) {
        for (const some of piecesOf(folded(tags), (keys) => keys.length <= cloudflareAtOnce)) await ask({ tags: some })
      },
      purgeAll: () => ask({ purge_everything: true }),
    }
  },
}

interface Asked {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: object
  /** Whether the body of an answer with status 200 says that it was done. */
  readonly isDone?: (body: string) => boolean
}

async function send(url: string, { method, headers = {}, json, isDone = () => true }: Asked): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(json) }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const body = await response.text()
  if (!response.ok || !isDone(body)) {
    throw new Error(`${method} ${new URL(url).host} was answered ${response.status}: ${body.slice(0, 200)}`)
  }
}

/** With the buckets that answers with many tags name instead. */
function folded(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.flatMap(foldedTags))]
}

/** As few pieces as fit, in order. */
function piecesOf(keys: readonly string[], fits: (piece: readonly string[]) => boolean): string[][] {
  const pieces: string[][] = []
  for (const key of keys) {
    const last = pieces.at(-1)
    if (last !== undefined && fits([...last, key])) last.push(key)
    else pieces.push([key])
  }
  return pieces
}

function fitsHeader(separator: string) {
  return (keys: readonly string[]): boolean => Buffer.byteLength(keys.join(separator)) <= maxHeaderBytes
}

function escaped(tag: string): string {
  return tag.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
