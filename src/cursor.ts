import { createHmac, timingSafeEqual } from 'node:crypto'
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

export function createCursorCodec(secret: Uint8Array): CursorCodec {
  const sign = (payload: string, binding: string): Buffer =>
    createHmac('sha256', secret).update(binding).update('\0').update(payload).digest().subarray(0, signatureBytes)
  return {
    encode: ({ key, id }, binding) => {
      const payload = JSON.stringify([version, key, id])
      return Buffer.concat([sign(payload, binding), Buffer.from(payload)]).toString('base64url')
    },
    decode: (cursor, binding) => {
      if (cursor.length > maxCursorLength) throw clientError('BAD_CURSOR')
      const bytes = Buffer.from(cursor, 'base64url')
      const payload = bytes.subarray(signatureBytes).toString()
      const signature = bytes.subarray(0, signatureBytes)
      // base64url ignores what it cannot read, so many texts would be one cursor
      if (bytes.toString('base64url') !== cursor) throw clientError('BAD_CURSOR')
      if (signature.length !== signatureBytes || !timingSafeEqual(signature, sign(payload, binding))) {
        throw clientError('BAD_CURSOR')
      }
      return readPosition(payload)
    },
  }
}

function readPosition(payload: string): Position {
  // the signature held, so the payload is one that we wrote; only its version may be of another release
  const [writtenBy, key, id] = JSON.parse(payload) as [number, string | number, number]
  if (writtenBy !== version) throw clientError('BAD_CURSOR')
  return { key, id }
}

const version = 1
const signatureBytes = 9
/** Characters. */
const maxCursorLength = 1_500
