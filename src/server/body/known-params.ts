import { freezeWithRoom } from '../../document/beside.ts'
import type { Limits } from '../../document/limits.ts'
import { RecurringLru } from '../../lru.ts'
import { decodeBody } from './read-body.ts'
import { type Params, toParams, toParamsOfUrl } from './to-params.ts'

/**
 * Reads requests, each that comes again only once: clients send the same few texts all day. Who asks the same is given the same object, which
 * is frozen, so that others can keep beside it what they have worked out from it. Bounded by the length of the texts.
 */
export interface KnownParams {
  /** Of the body of a POST. Throws as `toParams`. */
  ofBody(bytes: Uint8Array): Params
  /** Of the URL of a GET. Throws as `toParamsOfUrl`. */
  ofUrl(url: string): Params
}

/** What is longer is read each time. */
const maxTextLength = 16_384
const maxLengthOfAll = 2_000_000

export function createKnownParams(limits: Limits): KnownParams {
  const bodies = createMemory()
  const urls = createMemory()
  return {
    ofBody(bytes) {
      if (bytes.length > maxTextLength) return toParams(decodeBody(bytes), limits)
      // another text for other bytes, whatever they mean
      const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
      return bodies.get(name) ?? remember(bodies, name, toParams(decodeBody(bytes), limits))
    },
    ofUrl(url) {
      return urls.get(url) ?? remember(urls, url, toParamsOfUrl(url, limits))
    },
  }
}

function createMemory(): RecurringLru<Params> {
  return new RecurringLru({
    maxWeight: maxLengthOfAll,
    maxEntryWeight: maxTextLength,
    weightOf: (_, { length }) => length + 500,
  })
}

function remember(memory: RecurringLru<Params>, name: string, params: Params): Params {
  // what writes comes once, and what it brings is changed on its way
  if (params.query !== undefined && /\bmutation\b/.test(params.query)) return params
  for (const inner of Object.values(params)) freeze(inner)
  memory.set(name, freezeWithRoom(params))
  return params
}

/** All of a JSON value. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}
