import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { FetchFailed } from './fetch-failed.ts'

/** The largest feed, decompressed. */
const maxBytes = 64 * 2 ** 20
/** No text is this repetitive. */
const maxRatio = 100
/** Below it, a good ratio does no harm. */
const ratioFromBytes = 2 ** 20

/**
 * Writes the body of an answer to a new file, decompressed, bounded at `limit` bytes, by default 64 MB. Throws FetchFailed for
 * what is larger, for more than a hundred bytes made of one, for an unknown encoding and a damaged one.
 */
export async function downloadToFile(
  response: IncomingMessage,
  path: string,
  signal: AbortSignal,
  limit = maxBytes,
): Promise<void> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  // the pipeline hears its errors; before there is one nobody would
  const target = createWriteStream(path, { mode: 0o600, flags: 'wx' }).on('error', () => undefined)
  let received = 0
  async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      received += chunk.length
      yield chunk
    }
  }
  async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > limit) throw new FetchFailed(`It is larger than ${Math.round(limit / 2 ** 20)} MB.`)
      if (bytes > ratioFromBytes && bytes > received * maxRatio) {
        throw new FetchFailed(`It grows more than ${maxRatio} times when it is decompressed.`)
      }
      yield chunk
    }
  }
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    await pipeline(response, counted, createGunzip(), bounded, target, { signal })
  } else if (encoding === 'identity' || encoding === '') {
    await pipeline(response, counted, bounded, target, { signal })
  } else {
    target.destroy()
    throw new FetchFailed('It is compressed in a way that was not asked for.')
  }
}
