import type { WritePort } from '../../../schema/context.ts'
import { clientError } from '../../../schema/errors.ts'
import { publishArticle, type Changed } from '../../db/write/publication.ts'
import type { Db } from '../../db/tables/database.ts'
import { importArticles, setRelatedLinks, withdraw } from './import-articles.ts'

export interface WritePortOptions {
  readonly db: Db
  /** A key that is limited to topics may not write: what it replaced could be outside of them. */
  readonly isLimited: boolean
  /** Told the instant of each write by the database's clock, so that whoever wrote sees it. */
  readonly onWritten: (instant: string) => void
}

/** The mutations' port: the same normalise-and-write code that the importers run. */
export function createWritePort({ db, isLimited, onWritten }: WritePortOptions): WritePort {
  const changed = async (change: () => Promise<Changed>): Promise<Changed> => {
    refuseLimited(isLimited)
    const result = await change()
    if (result.instant !== null) onWritten(result.instant)
    return result
  }
  return {
    upsertArticles: async (source, articles, dryRun) => {
      refuseLimited(isLimited)
      const { results, instant } = await importArticles(db, { source, articles, dryRun })
      if (instant !== null) onWritten(instant)
      return results
    },
    publishArticle: (id, at) => changed(() => publishArticle(db, id, at)),
    withdrawArticle: (id, reason) => changed(() => withdraw(db, id, reason)),
    setRelatedLinks: (id, links) => changed(() => setRelatedLinks(db, id, links)),
  }
}

/** Throws FORBIDDEN for a key that is limited to topics. */
export function refuseLimited(isLimited: boolean): void {
  if (isLimited) throw clientError('FORBIDDEN', 'A key that is limited to topics may not write. Use one that is not.')
}
