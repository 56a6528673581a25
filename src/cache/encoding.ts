import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'

/** How an answer can be compressed, best first. */
export const encodings = ['br', 'zstd', 'gzip'] as const

export type Encoding = (typeof encodings)[number]

/** What is shorter is not worth it: it fits into a packet as it is. */
export const leastEncodedBytes = 1_024

/** The encoding that a client prefers by its Accept-Encoding, of equals the best; null: none. */
export function encodingFor(accept: string | null, bytes: number): Encoding | null {
  if (accept === null || bytes < leastEncodedBytes) return null
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
    const q = parameters.find((one) => one.startsWith('q='))
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0)
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0
  let chosen: Encoding | null = null
  for (const encoding of encodings) {
    if (weightOf(encoding) > (chosen === null ? 0 : weightOf(chosen))) chosen = encoding
  }
  const plain = weights.get('identity') ?? 0
  return chosen !== null && weightOf(chosen) >= plain ? chosen : null
}

/** Compresses; at a level that costs about what gzip's usual one does. */
export function encodeBody(body: Uint8Array, encoding: Encoding): Buffer<ArrayBuffer> {
  switch (encoding) {
    case 'br':
      return brotliCompressSync(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      })
    case 'zstd':
      return zstdCompressSync(body)
    case 'gzip':
      return gzipSync(body)
  }
}
