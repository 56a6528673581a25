import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { clientError } from '../schema/errors.ts'

/** A place in a list: the sort key of a row and its id, which breaks ties. */
export interface Position {
  readonly key: string | number
  readonly id: number
}

/**
 * Cursors are opaque, versioned and signed, and bound to the list, filter and order they were issued for (`binding`).
 * The secret is kept in the database, so that all instances of a gateway agree.
 */
export interface CursorCodec {
  encode(position: Position, binding: string): string
  /** Throws BAD_CURSOR where the cursor was not issued by us for this binding. */
  decode(cursor: string, binding: string): Position
}

/**
 * Cursors of version 2 are signed by one hash each, under a key that is derived once a list; those of version 1, an HMAC over
 * binding and place each, stay good.
 */
export function createCursorCodec(secret: Uint8Array): CursorCodec {
  const keys = new Map<string, string>()
  const keyOf = (binding: string): string => {
    const known = keys.get(binding)
    if (known !== undefined) return known
    if (keys.size >= maxKeys) keys.clear()
    const key = createHmac('sha256', secret).update('cursors of one list\0').update(binding).digest('hex')
    keys.set(binding, key)
    return key
  }
  // The key comes first and nearly all of the hash is cut off, so that nobody can go on from a signature.
  const sign = (payload: string, binding: string): string =>
    hash('sha256', keyOf(binding) + payload, 'base64url').slice(0, signatureBytes * (4 / 3))
  const signFirst = (payload: string, binding: string): string =>
    createHmac('sha256', secret)
      .update(binding)
      .update('\0')
      .update(payload)
      .digest()
      .subarray(0, signatureBytes)
      .toString('base64url')
  return {
    encode: ({ key, id }, binding) => {
      const payload = JSON.stringify([version, key, id])
      return sign(payload, binding) + Buffer.from(payload).toString('base64url')
    },
    decode: (cursor, binding) => {
      const { signature, payload } = partsOf(cursor)
      const expected = (payload.startsWith('[1,') ? signFirst : sign)(payload, binding)
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) throw clientError('BAD_CURSOR')
      return positionIn(payload)
    },
  }
}

/** The place in a cursor whose signature nobody has checked yet. Throws BAD_CURSOR where there is none. */
export function peekCursor(cursor: string): Position {
  try {
    return positionIn(partsOf(cursor).payload)
  } catch {
    throw clientError('BAD_CURSOR')
  }
}

function partsOf(cursor: string): { signature: string; payload: string } {
  const bytes = Buffer.from(cursor, 'base64url')
  // base64url ignores what it cannot read, so many texts would be one cursor
  if (cursor.length > maxCursorLength || bytes.length <= signatureBytes || bytes.toString('base64url') !== cursor) {
    throw clientError('BAD_CURSOR')
  }
  const signatureLength = signatureBytes * (4 / 3)
  return { signature: cursor.slice(0, signatureLength), payload: bytes.subarray(signatureBytes).toString() }
}

function positionIn(payload: string): Position {
  // where the signature held, the payload is one that we wrote; only its version may be of another release
  const [writtenBy, key, id] = JSON.parse(payload) as [number, string | number, number]
  if (writtenBy !== 1 && writtenBy !== version) throw clientError('BAD_CURSOR')
  return { key, id }
}

const version = 2
/** A whole number of groups of base64, so that signature and payload can be written one after the other. */
const signatureBytes = 9
/** Characters. */
const maxCursorLength = 1_500
/** Keys of lists that are kept, each under 500 bytes. */
const maxKeys = 2_000
