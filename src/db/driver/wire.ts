import pg from 'pg'

/** What one statement is asked with. */
export interface Messages {
  readonly name: string
  /** Null: it is prepared already. */
  readonly text: string | null
  readonly parameters: readonly unknown[]
  /** Prepared statements that are closed first. */
  readonly closed: readonly string[]
}

// pg's own, which its types leave out
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): string | Uint8Array | null } })
  .utils

/**
 * Close, Parse, Bind, Execute and Sync of PostgreSQL's protocol (version 3, "Message Formats") as one buffer; parameters and results in text.
 * Throws where a value cannot be a parameter.
 */
export function writeMessages({ name, text, parameters, closed }: Messages): Buffer {
  const values = parameters.map(toText)
  const nameBytes = Buffer.byteLength(name)
  let bytes = 0
  for (const one of closed) bytes += 1 + 4 + 1 + Buffer.byteLength(one) + 1
  if (text !== null) bytes += 1 + 4 + nameBytes + 1 + Buffer.byteLength(text) + 1 + 2
  let bindBytes = 4 + 1 + nameBytes + 1 + 2 + 2 + 2
  for (const value of values) bindBytes += 4 + (value === null ? 0 : Buffer.byteLength(value))
  const writer = new Writer(bytes + 1 + bindBytes + execute.length + sync.length)
  for (const one of closed) {
    writer.type('C', 4 + 1 + Buffer.byteLength(one) + 1)
    writer.text('S')
    writer.cString(one)
  }
  if (text !== null) {
    writer.type('P', 4 + nameBytes + 1 + Buffer.byteLength(text) + 1 + 2)
    writer.cString(name)
    writer.cString(text)
    writer.int16(0)
  }
  writer.type('B', bindBytes)
  writer.cString('')
  writer.cString(name)
  writer.int16(0)
  writer.int16(values.length)
  for (const value of values) {
    if (value === null) writer.int32(-1)
    else writer.counted(value)
  }
  writer.int16(0)
  return writer.end(execute, sync)
}

/** All rows of the unnamed portal. */
const execute = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0])
const sync = Buffer.from([0x53, 0, 0, 0, 4])

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value
  const prepared = prepareValue(value)
  if (prepared === null || typeof prepared === 'string') return prepared
  throw new TypeError('Bytes are no parameter of such a statement.')
}

class Writer {
  readonly #buffer: Buffer
  #at = 0

  constructor(bytes: number) {
    this.#buffer = Buffer.allocUnsafe(bytes)
  }

  /** `length` counts itself, and not the type. */
  type(type: string, length: number): void {
    this.text(type)
    this.int32(length)
  }

  text(text: string): void {
    this.#at += this.#buffer.write(text, this.#at)
  }

  cString(text: string): void {
    this.text(text)
    this.#buffer[this.#at++] = 0
  }

  counted(text: string): void {
    const bytes = this.#buffer.write(text, this.#at + 4)
    this.int32(bytes)
    this.#at += bytes
  }

  int16(value: number): void {
    this.#at = this.#buffer.writeInt16BE(value, this.#at)
  }

  int32(value: number): void {
    this.#at = this.#buffer.writeInt32BE(value, this.#at)
  }

  end(...ends: readonly Buffer[]): Buffer {
    for (const each of ends) this.#at += each.copy(this.#buffer, this.#at)
    return this.#buffer
  }
}
