import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeedState } from '../db/sync/feed-state.ts'
import type { FileCounts } from '../import/run/import-options.ts'
import { fetchFeed, type FetchOptions, type Fetched } from './fetch-feed.ts'
import type { Feed } from './feed-list.ts'
import type { SourceCounts } from '../import/run/import-source.ts'
import { nextAfterFailure, nextAfterSuccess, retryAfter } from './schedule.ts'

/** What became of one feed in one round. `note` is for the person who keeps the list, e.g. that the feed has moved. */
export type FeedOutcome =
  | (FileCounts & { readonly outcome: 'imported'; readonly note: string | null })
  | { readonly outcome: 'not modified'; readonly note: string | null }
  | { readonly outcome: 'not due'; readonly nextAt: number }
  | { readonly outcome: 'failed'; readonly message: string; readonly nextAt: number }
  | { readonly outcome: 'gone'; readonly isNew: boolean }

export interface PollOptions extends Omit<FetchOptions, 'target' | 'known'> {
  readonly now: () => number
  readonly random: () => number
  /** Imports the file that the content of the feed was written to. */
  readonly take: (path: string, fetched: { url: string; charset: string | null }) => Promise<SourceCounts>
}

/**
 * Asks for one feed, with the conditions that `before` gives, imports what came, and answers what became of it and what to remember.
 * After the signal it throws, or answers null where the import stopped half way: then nothing is to be remembered.
 */
export async function pollFeed(
  feed: Feed,
  before: FeedState | null,
  options: PollOptions,
): Promise<{ readonly outcome: FeedOutcome; readonly state: FeedState } | null> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-sync-'))
  const target = join(folder, 'feed')
  // what is known of an article depends on the settings, too: after a change all of the feed is read again
  const known = before?.settings === feed.settings ? before : { etag: null, lastModified: null }
  try {
    const fetched = await fetchFeed(feed.url, { ...options, known, target })
    const counts = fetched.kind === 'content' ? await options.take(target, fetched) : null
    if (counts !== null && options.signal?.aborted === true) return null
    return conclude(feed, before, fetched, counts, options)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function conclude(
  feed: Feed,
  before: FeedState | null,
  fetched: Fetched,
  counts: SourceCounts | null,
  { now, random }: PollOptions,
): { outcome: FeedOutcome; state: FeedState } {
  const polledAt = now()
  const { url, name, settings, intervalMs } = feed
  const base = { url, name, settings, polledAt, status: fetched.status, isGone: false }
  const nextAt = nextAfterSuccess(polledAt, intervalMs)
  if (fetched.kind === 'gone') {
    const message = 'It is gone (410) and is not asked for again, until its entry in the list changes.'
    const state = { ...base, etag: null, lastModified: null, failures: 0, nextAt, message, movedTo: null, isGone: true }
    return { outcome: { outcome: 'gone', isNew: true }, state }
  }
  if (fetched.kind === 'failed' || (counts !== null && counts.refused !== null)) {
    const message = plain(fetched.kind === 'failed' ? fetched.message : (counts?.refused ?? ''))
    const retryAt = fetched.kind === 'failed' ? retryAfter(fetched.retryAfter, polledAt) : null
    const failures = (before?.failures ?? 0) + 1
    const later = nextAfterFailure(polledAt, intervalMs, failures, retryAt, random)
    const known = before?.settings === settings ? before : { etag: null, lastModified: null }
    const { etag, lastModified } = known
    const movedTo = before?.movedTo ?? null
    return {
      outcome: { outcome: 'failed', message, nextAt: later },
      state: { ...base, etag, lastModified, failures, nextAt: later, message, movedTo },
    }
  }
  const { movedTo } = fetched
  const note = movedTo === null ? null : plain(`It has moved for good to ${movedTo}: change the list.`)
  // what may have been cut off is read again
  const isWhole = fetched.kind === 'unchanged' || fetched.isDelimited || counts?.rejected === 0
  const { etag, lastModified } = isWhole ? fetched : { etag: null, lastModified: null }
  const state = { ...base, etag, lastModified, failures: 0, nextAt, message: note, movedTo }
  if (counts === null) return { outcome: { outcome: 'not modified', note }, state }
  const { created, updated, noop, rejected } = counts
  return { outcome: { outcome: 'imported', created, updated, noop, rejected, note }, state }
}

/** What a server says must neither move a cursor nor fill the table. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').slice(0, 500)
}
