import { barText, cut, timeText } from '../progress.ts'
import type { ImportEvents, ImportReport, ImportState, RejectedLine } from '../../import/run/import-options.ts'

interface Stream {
  readonly isTTY?: boolean
  /** How wide a terminal is now. */
  readonly columns?: number
  write(text: string): unknown
}

export interface ImportReporter {
  readonly events: ImportEvents
  /** Prints the counts. */
  finish(report: ImportReport): void
  /** Takes the progress bar away. */
  close(): void
}

/** Notes are about single articles; of a large file the first ones tell what there is to know. */
const maxNotes = 20
/** Kinds of what was left out that are counted. */
const maxKinds = 100
const redrawEveryMs = 100
const lineEveryMs = 10_000

/**
 * What an import says: its report on `out` (rejected items, the sums of what was left out of bodies, and counts, as text or as one JSON object a line), notes and progress on
 * `err`: a bar with rate and time left on a terminal, else a line every ten seconds.
 */
export function createImportReporter(
  out: Stream,
  err: Stream,
  { json, dryRun }: { json: boolean; dryRun: boolean },
): ImportReporter {
  const bar = createBar(err)
  let notes = 0
  const leftOut = new Map<string, number>()
  let before = 0
  const print = (text: string): void => {
    bar.hide()
    out.write(`${text}\n`)
  }
  return {
    events: {
      rejected: (line) =>
        print(
          json ? JSON.stringify({ type: line.item === null ? 'refused' : 'rejected', ...line }) : rejectedText(line),
        ),
      noted({ file, item, note }) {
        notes++
        for (const [name, count] of note.leftOut ?? [])
          if (leftOut.has(name) || leftOut.size < maxKinds) leftOut.set(name, (leftOut.get(name) ?? 0) + count)
        if (notes > maxNotes) return
        bar.hide()
        err.write(`${oneLine(`${file}, ${item}: ${note.field === null ? '' : `${note.field}: `}${note.message}`)}\n`)
      },
      progressed: (state) => bar.show(state),
      resumed({ file, items }) {
        before += items
        bar.hide()
        err.write(`${oneLine(`${file}: goes on after ${items} items, which an earlier run has written.`)}\n`)
      },
    },
    finish(report) {
      bar.hide()
      if (notes > maxNotes) err.write(`… and ${notes - maxNotes} more notes.\n`)
      if (report.isInterrupted) err.write(`${interruptedText(dryRun)}\n`)
      const most = [...leftOut].sort(([, one], [, other]) => other - one)
      if (json) {
        const sums = most.length === 0 ? {} : { leftOut: Object.fromEntries(most) }
        const resumed = before === 0 ? {} : { itemsBefore: before }
        return print(JSON.stringify({ type: 'report', dryRun, ...report, ...resumed, ...sums }))
      }
      if (most.length > 0) print(oneLine(`LEFT OUT ${most.map(([name, count]) => `${count} ${name}`).join(', ')}`))
      print(reportText(report, dryRun, before))
    },
    close: () => bar.hide(),
  }
}

function rejectedText({ file, item, field, reason }: RejectedLine): string {
  const where = [file, item, field].filter((part) => part !== null).join(', ')
  return oneLine(`${item === null ? 'REFUSED' : 'REJECTED'} ${where}: ${reason}`)
}

function reportText(
  { created, updated, noop, rejected, files, refusedFiles }: ImportReport,
  dryRun: boolean,
  before: number,
): string {
  const refused = refusedFiles === 0 ? '' : `, ${refusedFiles} refused`
  const earlier = before === 0 ? '' : `; ${before} of these items were there before, from an earlier run`
  const tried = dryRun ? ' (dry run: nothing was changed)' : ''
  return `CREATED ${created}  UPDATED ${updated}  NOOP ${noop}  REJECTED ${rejected}  (${files} ${files === 1 ? 'file' : 'files'}${refused})${earlier}${tried}`
}

function interruptedText(dryRun: boolean): string {
  return dryRun
    ? 'Interrupted: the counts are of what was read until then. Nothing was changed.'
    : 'Interrupted: what is counted here is written. Run the same command again to go on from there.'
}

/** What comes from a file must not move the cursor or begin lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
}

function createBar(err: Stream): { show(state: ImportState): void; hide(): void } {
  const isTerminal = err.isTTY === true
  let isDrawn = false
  // what an earlier run had read is behind it, and says nothing about the speed
  let first: { state: ImportState; at: number } | null = null
  let drawnAt = isTerminal ? Number.NEGATIVE_INFINITY : performance.now()
  return {
    show(state) {
      const now = performance.now()
      first ??= { state, at: now }
      if (now - drawnAt < (isTerminal ? redrawEveryMs : lineEveryMs)) return
      drawnAt = now
      const part = state.bytes === null || state.bytes === 0 ? null : Math.min(1, state.bytesRead / state.bytes)
      const parts = [`${state.items} items`, ...speed(first.state, state, (now - first.at) / 1000)].join(', ')
      const text = `${parts}  ${oneLine(state.file)}`
      if (isTerminal) {
        const bar = part === null ? '' : `${barText(part)} `
        err.write(`\r\u001b[2K${bar}${cut(text, (err.columns ?? 80) - bar.length - 1)}`)
      } else err.write(`${part === null ? '' : `${Math.round(part * 100)} %, `}${text}\n`)
      isDrawn = isTerminal
    },
    hide() {
      if (isDrawn) err.write('\r\u001b[2K')
      isDrawn = false
    },
  }
}

/** Rate and time left, as far as they are known yet. */
function speed(first: ImportState, state: ImportState, seconds: number): string[] {
  const bytes = state.bytesRead - first.bytesRead
  if (seconds <= 0 || bytes <= 0) return []
  const rate = `${Math.round((state.items - first.items) / seconds)}/s`
  if (state.bytes === null) return [rate]
  return [rate, `${timeText((Math.max(0, state.bytes - state.bytesRead) * seconds) / bytes)} left`]
}
