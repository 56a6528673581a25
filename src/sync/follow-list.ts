import { unwatchFile, watchFile } from 'node:fs'
import { FeedListError, readFeedList, type Feed } from './feed-list.ts'
import type { UrlRules } from './url-rules.ts'

/** A feed list whose file may change while its feeds are polled. */
export interface FollowedList {
  /** The feeds as the file lists them now; where it can't be used, as it listed them when it last could. */
  readonly feeds: () => Promise<readonly Feed[]>
  /** Fires when the file has changed since `feeds` was called. */
  readonly changed: () => AbortSignal
  readonly close: () => void
}

/** What is told when the file has changed. */
export interface ListEvents {
  readonly reread: (feeds: readonly Feed[]) => void
  /** The feeds stay as they were. */
  readonly unusable: (error: FeedListError) => void
}

/** By asking for the state of the file and not by the kernel's events, which network file systems and replaced files lack. */
const checkEveryMs = 2_000

/** Reads a feed list and follows its file. Throws FeedListError where it can't be used to begin with. */
export async function followFeedList(
  path: string,
  rules: UrlRules,
  events: ListEvents,
  everyMs = checkEveryMs,
): Promise<FollowedList> {
  let change = new AbortController()
  const onChange = (): void => change.abort()
  const close = (): void => unwatchFile(path, onChange)
  watchFile(path, { interval: everyMs }, onChange)
  try {
    let feeds = await readFeedList(path, rules)
    let provided = JSON.stringify(feeds)
    // a file that is saved may be seen changing twice
    const tell = (state: string, event: () => void): void => {
      if (state !== provided) event()
      provided = state
    }
    return {
      async feeds() {
        if (!change.signal.aborted) return feeds
        change = new AbortController()
        try {
          feeds = await readFeedList(path, rules)
          tell(JSON.stringify(feeds), () => events.reread(feeds))
        } catch (error) {
          if (!(error instanceof FeedListError)) throw error
          tell(error.message, () => events.unusable(error))
        }
        return feeds
      },
      changed: () => change.signal,
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}
