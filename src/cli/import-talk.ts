import type { ImportEvents, ImportReport, ImportState, RejectedLine } from '../import/import-options.ts'

interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface ImportTalk {
  readonly events: ImportEvents
  /** Prints the counts. */
  finish(report: ImportReport): void
  /** Takes the progress bar away. */
  close(): void
}

/** Notes are about single articles; of a large file the first ones tell what there is to know. */
const maxNotes = 20
const redrawEveryMs = 100
const lineEveryMs = 10_000

/**
 * What an import says: its report on `out` (rejected items and counts, as text or as one JSON object a line), notes and progress on
 * `err`: a bar with rate and time left on a terminal, else a line every ten seconds.
 */
export function createImportTalk(
  out: Stream,
  err: Stream,
  { json, dryRun }: { json: boolean; dryRun: boolean },
): ImportTalk {
  const bar = createBar(err)
  let notes = 0
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
        if (notes > maxNotes) return
        bar.hide()
        err.write(`${oneLine(`${file}, ${item}: ${note.field === null ? '' : `${note.field}: `}${note.message}`)}\n`)
      },
      progressed: (state) => bar.show(state),
    },
    finish(report) {
      bar.hide()
      if (notes > maxNotes) err.write(`… and ${notes - maxNotes} more notes.\n`)
      if (report.isInterrupted) err.write('Interrupted. Run the same command again to go on from here.\n')
      print(json ? JSON.stringify({ type: 'report', dryRun, ...report }) : reportText(report, dryRun))
    },
    close: () => bar.hide(),
  }
}

function rejectedText({ file, item, field, reason }: RejectedLine): string {
  const where = [file, item, field].filter((part) => part !== null).join(', ')
  return oneLine(`${item === null ? 'REFUSED' : 'REJECTED'} ${where}: ${reason}`)
}

function reportText({ created, updated, noop, rejected, files, refusedFiles }: ImportReport, dryRun: boolean): string {
  const refused = refusedFiles === 0 ? '' : `, ${refusedFiles} refused`
  const tried = dryRun ? ' (dry run: nothing was changed)' : ''
  return `CREATED ${created}  UPDATED ${updated}  NOOP ${noop}  REJECTED ${rejected}  (${files} ${files === 1 ? 'file' : 'files'}${refused})${tried}`
}

/** What comes from a file must not move the cursor or begin lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
}

function createBar(err: Stream): { show(state: ImportState): void; hide(): void } {
  let isDrawn = false
  let begun: { file: string; at: number; items: number; bytes: number } | null = null
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    show(state) {
      const now = performance.now()
      if (begun?.file !== state.file) {
        begun = { file: state.file, at: now, items: state.itemsDoneBefore, bytes: 0 }
        if (err.isTTY !== true) drawnAt = now
      }
      if (now - drawnAt < (err.isTTY === true ? redrawEveryMs : lineEveryMs)) return
      drawnAt = now
      const seconds = (now - begun.at) / 1000
      const rate = seconds > 0 ? (state.items - begun.items) / seconds : 0
      const part = state.bytes === 0 ? 1 : state.bytesRead / state.bytes
      const left = part > 0 && seconds > 0 ? (seconds / part) * (1 - part) : 0
      const text = `${state.items} items, ${Math.round(rate)}/s, ${timeText(left)} left  ${oneLine(state.file)}`
      if (err.isTTY === true) err.write(`\r\u001b[2K${barText(part)} ${text}`)
      else err.write(`${Math.round(part * 100)} %, ${text}\n`)
      isDrawn = err.isTTY === true
    },
    hide() {
      if (isDrawn) err.write('\r\u001b[2K')
      isDrawn = false
    },
  }
}

function barText(part: number): string {
  const width = 20
  const full = Math.round(Math.min(part, 1) * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.round(part * 100)).padStart(3)} %`
}

function timeText(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
