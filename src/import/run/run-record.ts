import { beginImportRun, type ImportRunProgress, maxKeptRejections, saveImportRun } from '../../db/import/runs.ts'
import type { Db } from '../../db/tables/database.ts'
import type { ImportEvents, ImportFilesOptions, ImportReport, RejectedLine } from './import-options.ts'

/** How often a run is written, in ms; also when nothing has changed, as a sign that it goes on. */
const writeMs = 2_000

/**
 * Runs an import and notes in `import_run` how far it is, for those who watch. What is noted is for watching alone: where it cannot be
 * written, the import goes on.
 */
export async function recordRun(
  db: Db,
  options: ImportFilesOptions,
  run: (options: ImportFilesOptions) => Promise<ImportReport>,
): Promise<ImportReport> {
  const record = await Record.begin(db, options).catch(() => null)
  if (record === null) return await run(options)
  const timer = setInterval(() => void record.write(null), writeMs).unref()
  let isInterrupted = true
  try {
    const report = await run({ ...options, events: record.eventsAround(options.events) })
    isInterrupted = report.isInterrupted
    record.finish(report)
    return report
  } finally {
    clearInterval(timer)
    await record.write({ isInterrupted })
  }
}

class Record {
  readonly #db: Db
  readonly #id: number
  #state: ImportRunProgress = {
    file: null,
    items: 0,
    bytesRead: 0,
    bytes: null,
    created: 0,
    updated: 0,
    noop: 0,
    rejected: 0,
    refusedFiles: 0,
  }
  #unwritten: RejectedLine[] = []
  #kept = 0
  #written = 0
  #writing: Promise<void> = Promise.resolve()

  static async begin(db: Db, { source, names }: ImportFilesOptions): Promise<Record> {
    return new Record(db, await beginImportRun(db, source, names))
  }

  private constructor(db: Db, id: number) {
    this.#db = db
    this.#id = id
  }

  /** The same events, noted here as they pass. */
  eventsAround(events: ImportEvents): ImportEvents {
    return {
      ...events,
      rejected: (line) => {
        const { rejected, refusedFiles } = this.#state
        this.#state = {
          ...this.#state,
          ...(line.item === null ? { refusedFiles: refusedFiles + 1 } : { rejected: rejected + 1 }),
        }
        if (this.#kept < maxKeptRejections) {
          this.#kept++
          this.#unwritten.push(line)
        }
        events.rejected(line)
      },
      progressed: (state) => {
        this.#state = { ...this.#state, ...state }
        events.progressed(state)
      },
    }
  }

  finish({ created, updated, noop, rejected, refusedFiles }: ImportReport): void {
    this.#state = { ...this.#state, created, updated, noop, rejected, refusedFiles }
  }

  /** One after the other; never throws. */
  write(end: { readonly isInterrupted: boolean } | null): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const lines = this.#unwritten
      this.#unwritten = []
      const first = this.#written
      this.#written += lines.length
      await saveImportRun(this.#db, this.#id, this.#state, lines, first, end).catch(() => undefined)
    })
    return this.#writing
  }
}
