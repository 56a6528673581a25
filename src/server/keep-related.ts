import type { Database } from '../db/connect.ts'
import { saveRelatedLists } from '../db/write/related-lists.ts'
import type { Logger } from './logger.ts'

/** Articles in one statement: some ten milliseconds. */
const articlesATime = 10
/** Articles that may wait; of more, the next who reads them asks again. */
const maxWaiting = 1_000
/** How soon it begins: after the answer that asked for it, and gathering what others ask meanwhile. */
const delayMs = 20
/** How long nothing is tried where it cannot be kept, as where the database takes no writes. */
const pauseMs = 60_000

/** Keeps what is related to articles that somebody has read, after they were answered. */
export interface RelatedKeeper {
  /** What is related to this article was worked out for an answer, since it is not kept. */
  readonly note: (articleId: number) => void
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** One statement at a time, so that it never takes more than one connection from those who wait for an answer. */
export function createRelatedKeeper({ db }: Pick<Database, 'db'>, log: Logger): RelatedKeeper {
  const waiting = new Set<number>()
  /** Those in the present statement: who reads them meanwhile works them out too, which is no reason to make them once more. */
  let underWay: ReadonlySet<number> = new Set()
  let running: Promise<void> | null = null
  let pausedUntil = 0
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const keep = async (): Promise<void> => {
    while (waiting.size > 0 && !isStopped) {
      const ids = [...waiting].slice(0, articlesATime)
      for (const id of ids) waiting.delete(id)
      underWay = new Set(ids)
      await saveRelatedLists(db, ids)
    }
  }
  const start = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    return (running ??= keep()
      .catch((err: unknown) => {
        waiting.clear()
        pausedUntil = performance.now() + pauseMs
        log.debug({ err }, 'Related articles are not kept, but worked out each time, for a minute')
      })
      .finally(() => {
        underWay = new Set()
        running = null
      }))
  }
  return {
    note(articleId) {
      if (isStopped || waiting.size >= maxWaiting || underWay.has(articleId) || performance.now() < pausedUntil) return
      waiting.add(articleId)
      if (running === null) timer ??= setTimeout(() => void start(), delayMs).unref()
    },
    async settled() {
      while (waiting.size > 0 || running !== null) await start()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
