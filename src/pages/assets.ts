import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress, gzip } from 'node:zlib'
import { encodingFor } from '../cache/encoding.ts'
import type { Route } from './route.ts'

/** What the pages load: scripts, styles and fonts, by their name below `base`. */
export interface Assets {
  /** Path of their folder without a leading slash; it changes whenever one of them does. */
  readonly base: string
  readonly routes: ReadonlyMap<string, Route>
  /** Names of the styles of GraphiQL. */
  readonly graphiqlStyles: readonly string[]
}

const browserFolder = new URL('browser/', import.meta.url)
const vendorFolder = new URL('vendor/', import.meta.url)

/**
 * The files of `browser/`, written here, and of `vendor/`, bundled from libraries and kept compressed. All instances of one version
 * have the same addresses, so a page of one may load from another. Bundles are read when they are asked for.
 */
export function createAssets(): Assets {
  const vendor = JSON.parse(readFileSync(new URL('files.json', vendorFolder), 'utf8')) as Bundles
  const own = readdirSync(browserFolder)
    .filter((name) => typeOf(name) !== undefined)
    .map((name) => ({ name, body: readFileSync(new URL(name, browserFolder)) }))
  const hash = createHash('sha256').update(vendor.hash)
  for (const { name, body } of own) hash.update(name).update(body)
  const base = `assets/${hash.digest('hex').slice(0, 16)}`
  return {
    base,
    graphiqlStyles: vendor.files.filter((name) => name.startsWith('graphiql') && name.endsWith('.css')),
    routes: new Map([
      ...own.map(({ name, body }) => [`/${base}/${name}`, serveFile(name, () => Promise.resolve(body))] as const),
      ...vendor.files.map((name) => [`/${base}/${name}`, serveBundle(name)] as const),
    ]),
  }
}

interface Bundles {
  readonly hash: string
  readonly files: readonly string[]
}

type Bytes = Buffer<ArrayBuffer>

/** A bundle lies on disk as most browsers want it. */
function serveBundle(name: string): Route {
  let compressed: Promise<Bytes> | undefined
  const read = (): Promise<Bytes> => (compressed ??= readFile(new URL(`${name}.br`, vendorFolder)))
  return serveFile(name, async () => promisify(brotliDecompress)(await read()), read)
}

/** Each form is made once, when it is first asked for; `brotli` where there is one already. */
function serveFile(name: string, plain: () => Promise<Bytes>, brotli?: () => Promise<Bytes>): Route {
  const headers = {
    'content-type': typeOf(name) ?? 'application/octet-stream',
    // the version is part of the address
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  }
  let zipped: Promise<Bytes> | undefined
  return async (request) => {
    const accepted = request.headers.get('accept-encoding')
    const encoding = encodingFor(accepted, Number.MAX_SAFE_INTEGER)
    if (encoding === 'br' && brotli !== undefined) {
      return { status: 200, headers: { ...headers, 'content-encoding': 'br' }, body: await brotli() }
    }
    if (accepted?.includes('gzip') === true) {
      zipped ??= plain().then((bytes) => promisify(gzip)(bytes))
      return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: await zipped }
    }
    return { status: 200, headers, body: await plain() }
  }
}

function typeOf(name: string): string | undefined {
  return types[name.slice(name.lastIndexOf('.'))]
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}
