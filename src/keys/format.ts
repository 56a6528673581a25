import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const environments = ['live', 'test'] as const
export type Environment = (typeof environments)[number]

/** A new key: `mh_live_` or `mh_test_`, 30 random base62 characters (178 bits), and 6 of CRC32 over all before them. */
export function makeKey(environment: Environment): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return withChecksum(`mh_${environment}_${secret}`)
}

/** The environment of a well-formed key; null for junk, mistyped keys included. Asks nobody. */
export function parseKey(key: string): Environment | null {
  if (key.length !== keyLength) return null
  const environment = wellFormed.exec(key)?.[1]
  if (environment === undefined || withChecksum(key.slice(0, -checksumLength)) !== key) return null
  return environment === 'live' ? 'live' : 'test'
}

/** The readable start of a key, e.g. `mh_live_7F3kQ2`: enough to recognise it by, far too little to guess it from. */
export function keyPrefix(key: string): string {
  return key.slice(0, secretStart + prefixLength)
}

/** Whether a text holds something that somebody meant as a key, well-formed or not. */
export function holdsKey(text: string): boolean {
  return /mh_(live|test)_/.test(text)
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const secretStart = 'mh_live_'.length
const secretLength = 30
const checksumLength = 6
const prefixLength = 6
const keyLength = secretStart + secretLength + checksumLength
const wellFormed = /^mh_(live|test)_[0-9A-Za-z]{36}$/

function withChecksum(body: string): string {
  let rest = crc32(body)
  let digits = ''
  for (let position = 0; position < checksumLength; position++) {
    digits = alphabet[rest % alphabet.length] + digits
    rest = Math.floor(rest / alphabet.length)
  }
  return body + digits
}
