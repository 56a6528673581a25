import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { GraphiQLOptions } from 'graphql-yoga'
import type { RouteAnswer } from '../plugins/use-routes.ts'
import { startScript } from './page.ts'

/** One file of GraphiQL and its compressed forms, each made when it is first asked for. */
interface Asset {
  answer(acceptEncoding: string): Promise<RouteAnswer>
}

/** The files of GraphiQL by name, and a version that changes when any of them does. */
export interface Assets {
  version: string
  files: ReadonlyMap<string, Asset>
}

/**
 * Takes GraphiQL out of the package that carries it as strings (9 MB, so only when the first page is asked for),
 * to be served as files: a page with everything inside it could not be cached, nor have a strict CSP.
 */
export async function loadAssets(options: GraphiQLOptions): Promise<Assets> {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql')
  const texts: [name: string, type: string, text: string][] = [
    ['app.js', javascript, parts.js],
    ['app.css', 'text/css; charset=utf-8', parts.css],
    ['start.js', javascript, startScript(options)],
    ['editor.worker.js', javascript, parts.editorWorkerService],
    ['json.worker.js', javascript, parts.jsonWorker],
    ['graphql.worker.js', javascript, parts.graphqlWorker],
  ]
  const hash = createHash('sha256')
  for (const [, , text] of texts) hash.update(text)
  return {
    version: hash.digest('hex').slice(0, 16),
    files: new Map(texts.map(([name, type, text]) => [name, toAsset(type, Buffer.from(text))])),
  }
}

const javascript = 'text/javascript; charset=utf-8'

function toAsset(type: string, plain: Buffer<ArrayBuffer>): Asset {
  const made = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    async answer(acceptEncoding) {
      const encoding = encodings.find(({ name }) => acceptEncoding.includes(name))
      const headers = {
        'content-type': type,
        // The version is part of the address.
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      }
      if (!encoding) return { status: 200, headers, body: plain }
      const { name, compress } = encoding
      const body = made.get(name) ?? compress(plain)
      made.set(name, body)
      return { status: 200, headers: { ...headers, 'content-encoding': name }, body: await body }
    },
  }
}

const encodings: { name: string; compress: (plain: Buffer) => Promise<Buffer<ArrayBuffer>> }[] = [
  {
    name: 'br',
    // Quality 11 takes seconds for 5 MB, 5 a fraction of one and saves nearly as much.
    compress: (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  },
  { name: 'gzip', compress: (plain) => promisify(gzip)(plain) },
]
