import DataLoader from 'dataloader'
import type { ImportsPort } from '../../../schema/context.ts'
import { clientError } from '../../../schema/errors.ts'
import type { ImportRejection } from '../../../schema/models.ts'
import { listImportRuns, readRunRejections } from '../../db/import/runs.ts'
import { listFeeds } from '../../db/sync/feed-state.ts'
import type { Db } from '../../db/tables/database.ts'

/** What imports and feeds do. Made for each request. A key that is limited to topics (`isLimited`) sees nothing of them. */
export function createImportsPort(db: Db, isLimited: boolean): ImportsPort {
  const loaders = new Map<number, DataLoader<number, readonly ImportRejection[]>>()
  const refuseLimited = (): void => {
    if (!isLimited) return
    throw clientError('FORBIDDEN', 'A key that is limited to topics does not see imports. Use one that is not.')
  }
  return {
    async list(first) {
      refuseLimited()
      return await listImportRuns(db, first)
    },
    async rejections(runId, first) {
      let loader = loaders.get(first)
      if (loader === undefined) {
        loader = new DataLoader(async (ids) => {
          const found = await readRunRejections(db, ids, first)
          return ids.map((id) => found.get(id) ?? [])
        })
        loaders.set(first, loader)
      }
      return await loader.load(runId)
    },
    async feeds() {
      refuseLimited()
      return await listFeeds(db)
    },
  }
}
