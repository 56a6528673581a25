/** A line without its end; `bytes` is null for one of more than the allowed bytes, which is passed over and not kept. */
export interface Line {
  /** From 1. */
  readonly number: number
  readonly bytes: Uint8Array | null
}

const newline = 0x0a
const carriageReturn = 0x0d

/** The lines of a file, ended by LF, CRLF or the end of the file. Holds one line and one chunk at a time. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = []
  let length = 0
  let number = 0
  const finish = (): Line => {
    number++
    const line = length > maxBytes ? null : parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts)
    parts = []
    length = 0
    return { number, bytes: line?.at(-1) === carriageReturn ? line.subarray(0, -1) : line }
  }
  const add = (part: Uint8Array): void => {
    length += part.length
    if (length > maxBytes) parts = []
    else parts.push(part)
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end))
      yield finish()
      from = end + 1
    }
    if (from < chunk.length) add(chunk.subarray(from))
  }
  if (length > 0) yield finish()
}
