import type { ReadItem, ReadOptions } from './draft.ts'
import type { Open } from './readers/shared/decode.ts'

/** Reads the items of a file as they come. Throws ReadRefused where nothing can be made of the file. */
export type Reader = (open: Open, options: ReadOptions) => AsyncIterable<ReadItem>

/** One of several files that are imported by one command. */
export interface Part {
  readonly open: Open
  /** For messages only. */
  readonly fileName: string
}

/** Files that were looked through together; disposed of when they have been read. */
export interface Prepared extends Disposable {
  /** What reads the file at that place in the list. */
  readonly reader: (index: number) => Reader
}

export interface Format {
  readonly read: Reader
  /** Looks through files of the format that may be parts of one whole, so that each is read with what the others know. */
  readonly prepare?: (parts: readonly Part[]) => Promise<Prepared>
  /** What it reads is somebody's page and not said by contract: parts that cannot be used are left out with a note. */
  readonly isLenient: boolean
}

/** All formats by name, and how one is told from the first 64 KB of a file; null: none of them. */
export interface Formats {
  readonly byName: Readonly<Record<string, Format>>
  readonly detect: (head: Uint8Array, fileName: string) => string | null
}
