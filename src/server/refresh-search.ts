import type { Database } from '../db/connect.ts'
import { refreshSearchRows, searchStaleChannel } from '../db/search/refresh.ts'
import type { Logger } from './logger.ts'

/** Articles in one transaction: a fraction of a second, for which other writers wait. */
const articlesATime = 200
/** Also how soon it goes on where other writers did not make room, and how often it asks, since a notification may be missed. */
const retryMs = 5_000

/**
 * Keeps articles found by the present names of their topics and authors, from now on until the function it answers is called. Of several
 * gateways each does a part.
 */
export async function keepSearchFresh(database: Database, log: Logger): Promise<() => Promise<void>> {
  let isStopped = false
  let running: Promise<void> | null = null
  let isCalled = false
  let retry: NodeJS.Timeout | undefined

  const refresh = async (): Promise<void> => {
    do {
      isCalled = false
      while (!isStopped && (await refreshSearchRows(database.db, articlesATime)) > 0);
    } while (isCalled && !isStopped)
  }
  const wake = (): void => {
    isCalled = true
    if (running !== null || isStopped) return
    clearTimeout(retry)
    running = refresh()
      .catch((err: unknown) => {
        log.debug({ err }, 'Names in the search index are brought up to date a little later')
        if (!isStopped) retry = setTimeout(wake, retryMs).unref()
      })
      .finally(() => (running = null))
  }
  const unlisten = await database.listen(searchStaleChannel, wake, wake)
  wake()
  const poll = setInterval(wake, retryMs).unref()
  return async () => {
    isStopped = true
    clearInterval(poll)
    clearTimeout(retry)
    await unlisten()
    await running
  }
}
