import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { z } from 'zod'
import { Answer } from './answer.ts'
import { leastEncodedBytes } from './encoding.ts'
import type { SharedAnswer } from './shared-answers.ts'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** Transactions that a position may name one by one. */
const maxSeen = 200
const maxTextBytes = 64 * 1024 * 1024

/**
 * One value for Redis: a line of JSON that describes the answer, and after it the answer, compressed from 1 KB on. Null: it is not worth
 * handing on, since too many transactions run at its position.
 */
export async function packAnswer({ answer, position, changesAtMs }: SharedAnswer): Promise<Buffer | null> {
  if (position.seen.size > maxSeen) return null
  const isCompressed = answer.body.length >= leastEncodedBytes
  const head: Head = {
    hash: answer.hash,
    tags: [...answer.tags],
    operationName: answer.operationName,
    deprecated: [...answer.deprecated],
    maxAgeSeconds: answer.maxAgeSeconds,
    madeAtMs: answer.madeAtMs,
    xmin: String(position.xmin),
    seen: [...position.seen],
    timeline: position.timeline,
    atMs: position.atMs,
    changesAtMs: changesAtMs === Infinity ? null : changesAtMs,
    isCompressed,
  }
  const body = isCompressed ? await compress(answer.body, { params: quality }) : answer.body
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body])
}

/** Reads such a value; null where it is none, or no longer what was written. */
export async function unpackAnswer(packed: Buffer): Promise<SharedAnswer | null> {
  const end = packed.indexOf(10)
  try {
    const head = headOf.parse(JSON.parse(packed.toString('utf8', 0, end)))
    const rest = packed.subarray(end + 1)
    const text = head.isCompressed ? await decompress(rest, { maxOutputLength: maxTextBytes }) : rest
    const { tags, operationName, deprecated, maxAgeSeconds, madeAtMs, seen, timeline, atMs } = head
    const answer = new Answer({ text: text.toString(), tags, operationName, deprecated, maxAgeSeconds, madeAtMs })
    if (answer.hash !== head.hash) return null
    const position = { xmin: BigInt(head.xmin), seen: new Set(seen), timeline, atMs }
    return { answer, position, changesAtMs: head.changesAtMs ?? Infinity }
  } catch {
    return null
  }
}

const quality = { [constants.BROTLI_PARAM_QUALITY]: 4 }

const headOf = z.object({
  hash: z.string(),
  tags: z.array(z.string()),
  operationName: z.string().optional(),
  // gateways of older versions do not say it
  deprecated: z.array(z.string()).default([]),
  maxAgeSeconds: z.number(),
  madeAtMs: z.number(),
  xmin: z.string().regex(/^\d+$/),
  seen: z.array(z.string()),
  timeline: z.string(),
  atMs: z.number(),
  changesAtMs: z.number().nullable(),
  isCompressed: z.boolean(),
})

type Head = z.infer<typeof headOf>
