import DataLoader from 'dataloader'
import type { KeysPort, ViewerPort } from '../../schema/context.ts'
import type { RateLimit, UsageReport } from '../../schema/models.ts'
import { findApiKey, listApiKeys } from '../db/keys/api-keys.ts'
import type { Db } from '../db/tables/database.ts'
import type { Caller } from './caller.ts'
import type { Digest } from './digest.ts'
import { createApiKey, revokeApiKey, rotateApiKey, updateApiKey } from './life-cycle.ts'
import { getUsage, getUsageOf, usageSource } from './usage.ts'

/** The caller of one request, as far as its answer depends on it. */
export interface Viewer
  extends Pick<Caller, 'scopes' | 'allowedTopicIds' | 'keyId'>, Partial<Pick<Caller, 'isRotatedOut'>> {
  /** The state of the caller's quota. */
  readonly rateLimit: () => RateLimit
}

/** Answers who is asking. */
export function createViewerPort(db: Db, { keyId, isRotatedOut = false, rateLimit }: Viewer): ViewerPort {
  return {
    keyId,
    isRotatedOut,
    rateLimit,
    usage: async (since, before) => {
      if (keyId === null) return nothingUsed
      return await getUsage(usageSource(db), keyId, since, before)
    },
  }
}

/** Keys and their life cycle, for who administers them. Made for each request: usage of many keys is read together. */
export function createKeysPort(db: Db, digest: Digest): KeysPort {
  const usage = new Map<string, DataLoader<number, UsageReport>>()
  return {
    load: (id) => findApiKey(db, id),
    list: (includeRevoked) => listApiKeys(db, { includeRevoked, limit: maxListedKeys }),
    async usage(id, since, before) {
      const span = `${since}|${before}`
      let loader = usage.get(span)
      if (loader === undefined) {
        loader = new DataLoader(async (ids) => {
          const found = await getUsageOf(db, ids, since, before)
          return ids.map((one) => found.get(one) ?? nothingUsed)
        })
        usage.set(span, loader)
      }
      return await loader.load(id)
    },
    create: (input) => createApiKey(db, digest, input),
    rotate: (id, overlapSeconds) => rotateApiKey(db, digest, id, overlapSeconds),
    update: (id, changes) => updateApiKey(db, id, changes),
    revoke: (id) => revokeApiKey(db, id),
  }
}

/** Keys that `apiKeys` gives, at most. */
const maxListedKeys = 1_000

const nothingUsed: UsageReport = {
  requests: 0,
  points: 0,
  errors: 0,
  throttled: 0,
  byDay: [],
  topOperations: [],
  deprecatedUse: [],
}
