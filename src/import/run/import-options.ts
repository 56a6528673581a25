import type { Note, ReadOptions } from '../draft.ts'
import type { Formats } from '../formats.ts'

/** What an import tells while it runs. Rejections come in the order of their files and items. */
export interface ImportEvents {
  /** An item was not taken, or, where `item` is null, a whole file. */
  readonly rejected: (line: RejectedLine) => void
  readonly noted: (line: { file: string; item: string; note: Note }) => void
  readonly progressed: (state: ImportState) => void
  /** An earlier run of the file was interrupted after so many items, which the counts hold as well. */
  readonly resumed?: (line: { readonly file: string; readonly items: number }) => void
}

export interface RejectedLine {
  readonly file: string
  readonly item: string | null
  readonly field: string | null
  readonly reason: string
}

/** How far an import is; `file` is the one at hand, and the numbers are those of all. */
export interface ImportState {
  readonly file: string
  readonly items: number
  readonly bytesRead: number
  /** Null until all files have been looked at. */
  readonly bytes: number | null
}

/** Articles of a file by what became of them. */
export interface FileCounts {
  readonly created: number
  readonly updated: number
  readonly noop: number
  readonly rejected: number
}

/** Counts of articles by outcome over all files, of files that were refused as a whole, and of files that were read. */
export interface ImportReport extends FileCounts {
  readonly files: number
  readonly refusedFiles: number
  /** The signal fired before the end; the next run goes on from here. */
  readonly isInterrupted: boolean
}

export interface ImportFilesOptions extends Omit<ReadOptions, 'fileName'> {
  /** Files, directories, patterns, `-`. */
  readonly names: readonly string[]
  /** Null: the slug of each article's publisher. */
  readonly source: string | null
  /** Null: recognised by content. */
  readonly format: string | null
  readonly formats: Formats
  /** Does all of it in one transaction, which is undone in the end; other writers wait that long. */
  readonly dryRun: boolean
  /** Articles a transaction at most. */
  readonly batchSize: number
  readonly events: ImportEvents
  readonly signal?: AbortSignal
}
