import type { ImportState } from './import-options.ts'
import { listFiles } from './list-files.ts'

/** Adds the progress of files up to that of an import. How much there is in all is found out beside it. */
export class Progress {
  readonly #show: (state: ImportState) => void
  readonly #done = { items: 0, bytes: 0 }
  #file = { items: 0, bytes: 0 }
  #total: number | null = null

  constructor(names: readonly string[], show: (state: ImportState) => void, signal: AbortSignal | undefined) {
    this.#show = show
    void totalBytes(names, signal).then((bytes) => (this.#total = bytes))
  }

  /** Takes how far the file at hand is. */
  readonly progressed = ({ file, items, bytesRead, bytes }: ImportState): void => {
    this.#file = { items, bytes: bytes ?? bytesRead }
    this.#show({
      file,
      items: this.#done.items + items,
      bytesRead: this.#done.bytes + bytesRead,
      // what standard input brings is known once it is here
      bytes: this.#total === null ? null : Math.max(this.#total, this.#done.bytes + this.#file.bytes),
    })
  }

  /** The file is done. */
  next(): void {
    this.#done.items += this.#file.items
    this.#done.bytes += this.#file.bytes
    this.#file = { items: 0, bytes: 0 }
  }
}

async function totalBytes(names: readonly string[], signal: AbortSignal | undefined): Promise<number | null> {
  let bytes = 0
  try {
    for await (const found of listFiles(names)) {
      if (signal?.aborted === true) return null
      if ('bytes' in found) bytes += found.bytes
    }
  } catch {
    // whoever imports the files meets the failure
    return null
  }
  return bytes
}
