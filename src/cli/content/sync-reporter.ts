import type { Feed } from '../../sync/feed-list.ts'
import type { FeedOutcome } from '../../sync/poll.ts'
import type { ListEvents } from '../../sync/follow-list.ts'
import type { SyncOptions } from '../../sync/run-sync.ts'

interface Stream {
  write(text: string): unknown
}

export interface SyncReporter {
  readonly events: SyncOptions['events']
  readonly listEvents: ListEvents
  /** Says what a sync that goes on is at, since nothing may be due for a while. */
  begun(feeds: readonly Feed[]): void
  interrupted(): void
  /** Whether a feed failed or is newly gone, or an item was rejected. */
  hasFailed(): boolean
}

/** Notes are about single articles; the first ones tell what there is to know. */
const maxNotes = 20

/**
 * What a sync says: a line for each feed and each rejected item on `out`, as text or as JSON, notes on `err`. A sync that goes on does
 * not say which feeds are not due.
 */
export function createSyncReporter(
  out: Stream,
  err: Stream,
  { json, once, dryRun }: { json: boolean; once: boolean; dryRun: boolean },
): SyncReporter {
  let failed = false
  let wasLocked = false
  let notes = 0
  const print = (object: object, text: string): void => {
    out.write(`${json ? JSON.stringify(object) : oneLine(text)}\n`)
  }
  return {
    hasFailed: () => failed,
    begun: (feeds) => void err.write(`Polling ${countOf(feeds)} when they are due. Ctrl-C stops it.\n`),
    interrupted: () => void err.write('Interrupted: feeds without a line here are asked for the next time.\n'),
    listEvents: {
      reread: (feeds) => err.write(`The list was read again: ${countOf(feeds)}.\n`),
      unusable: ({ message }) => err.write(`${message}\nThe list stays as it was.\n`),
    },
    events: {
      rejected(line) {
        failed = true
        // a refused feed has a line of its own
        if (line.item === null) return
        const where = [line.file, line.item, line.field].filter((part) => part !== null).join(', ')
        const { file: feed, ...rest } = line
        print({ type: 'rejected', feed, ...rest }, `REJECTED ${where}: ${line.reason}`)
      },
      noted({ file, item, note }) {
        if (++notes > maxNotes) return
        err.write(`${oneLine(`${file}, ${item}: ${note.field === null ? '' : `${note.field}: `}${note.message}`)}\n`)
      },
      polled(feed, outcome) {
        wasLocked = false
        failed ||= isFailure(outcome)
        if (!once && (outcome.outcome === 'not due' || (outcome.outcome === 'gone' && !outcome.isNew))) return
        print(objectOf(feed, outcome, dryRun), `${feed.name}: ${textOf(outcome, dryRun)}`)
      },
      locked() {
        if (!wasLocked) {
          err.write(
            `Another process is polling feeds${once ? '; nothing was done.' : '. This one takes over when it ends.'}\n`,
          )
        }
        wasLocked = true
      },
      troubled(error) {
        const message = error instanceof Error && error.message !== '' ? error.message : String(error)
        err.write(`${oneLine(`A poll cycle broke off and is tried again: ${message}`)}\n`)
      },
    },
  }
}

function countOf({ length }: readonly Feed[]): string {
  return `${length} ${length === 1 ? 'feed' : 'feeds'}`
}

function isFailure(outcome: FeedOutcome): boolean {
  return outcome.outcome === 'failed' || (outcome.outcome === 'gone' && outcome.isNew)
}

/** A dry run remembers nothing, so there is no time from which a feed is asked again. */
function objectOf({ name, url }: Feed, outcome: FeedOutcome, dryRun: boolean): object {
  const next = 'nextAt' in outcome ? { nextAt: dryRun ? undefined : instant(outcome.nextAt) } : {}
  return { type: 'feed', feed: name, url, ...outcome, ...next, ...(dryRun ? { dryRun } : {}) }
}

function textOf(outcome: FeedOutcome, dryRun: boolean): string {
  const note = 'note' in outcome && outcome.note !== null ? `  ${outcome.note}` : ''
  switch (outcome.outcome) {
    case 'imported': {
      const { created, updated, noop, rejected } = outcome
      return `CREATED ${created}  UPDATED ${updated}  NOOP ${noop}  REJECTED ${rejected}${note}`
    }
    case 'not modified':
      return `not modified${note}`
    case 'not due':
      return `not due until ${instant(outcome.nextAt)}`
    case 'failed':
      return `FAILED ${outcome.message}${dryRun ? '' : ` It is asked again from ${instant(outcome.nextAt)}.`}`
    case 'gone':
      return `GONE (410).${dryRun ? '' : ' It is not asked for again, until its entry in the list changes.'}`
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

/** What comes from a server must not move the cursor or begin lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
}
