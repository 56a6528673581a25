import type { Scope } from '../../schema/models.ts'
import type { FoundSecret } from '../db/keys/api-keys.ts'
import { Lru } from '../lru.ts'

/** Who asks: nobody in particular, or the holder of a key. Never changed, and so the same object for as many requests as may be. */
export interface Caller {
  readonly kind: 'anonymous' | 'key'
  readonly keyId: number | null
  readonly name: string | null
  /** The beginning of the key, which its owner sees in lists and which gives nothing away. */
  readonly keyPrefix: string | null
  readonly scopes: ReadonlySet<Scope>
  /** Whether the key was sent by a secret that has been replaced, which no longer changes keys. */
  readonly isRotatedOut: boolean
  /** Only articles of these topics and their descendants; null: all. */
  readonly allowedTopicIds: readonly number[] | null
  /** Browser origins that may use the key; null: any. */
  readonly allowedOrigins: readonly string[] | null
  /** Runs registered documents only. */
  readonly persistedOnly: boolean
  /** 0: unlimited (anonymous callers only). */
  readonly pointsPerMinute: number
  /** The highest price of one operation, in points. */
  readonly maxCost: number
  /** The client's address, or the /64 of an IPv6 one: what anonymous quotas and failed keys are counted by. */
  readonly address: string
}

/** What of the configuration decides what callers may do. */
export interface CallerLimits {
  readonly anonymousScopes: ReadonlySet<Scope>
  /** 0: unlimited. */
  readonly anonymousPointsPerMinute: number
  readonly maxCostAnonymous: number
  readonly maxCostKey: number
}

/** Finds who asks, as the same object for who asked before: by the secret, as long as nothing of it changes, else by the address. */
export function createCallers(limits: CallerLimits): (secret: FoundSecret | null, address: string) => Caller {
  const anonymous = new Lru<Caller>({ maxEntries: 10_000 })
  const byName = new WeakMap<FoundSecret, Caller>()
  return (secret, address) => {
    const known = secret === null ? anonymous.get(address) : byName.get(secret)
    if (known !== undefined && known.address === address) return known
    const caller = secret === null ? anonymousCaller(limits, address) : keyCaller(limits, secret, address)
    if (secret === null) anonymous.set(address, caller)
    else byName.set(secret, caller)
    return caller
  }
}

/** The caller that sent no key. */
export function anonymousCaller(limits: CallerLimits, address: string): Caller {
  return {
    kind: 'anonymous',
    keyId: null,
    name: null,
    keyPrefix: null,
    scopes: limits.anonymousScopes,
    isRotatedOut: false,
    allowedTopicIds: null,
    allowedOrigins: null,
    persistedOnly: false,
    pointsPerMinute: limits.anonymousPointsPerMinute,
    maxCost: affordable(limits.maxCostAnonymous, limits.anonymousPointsPerMinute),
    address,
  }
}

/** The holder of a valid key. A secret that has been replaced does for content what the key may, and nothing to keys. */
export function keyCaller(limits: CallerLimits, { key, validUntil }: FoundSecret, address: string): Caller {
  const isRotatedOut = validUntil !== null
  return {
    kind: 'key',
    keyId: key.id,
    name: key.name,
    keyPrefix: key.prefix,
    scopes: new Set(isRotatedOut ? key.scopes.filter((scope) => scope !== 'KEYS_ADMIN') : key.scopes),
    isRotatedOut,
    allowedTopicIds: key.allowedTopicIds,
    allowedOrigins: key.allowedOrigins,
    persistedOnly: key.persistedOnly,
    pointsPerMinute: key.pointsPerMinute,
    maxCost: affordable(limits.maxCostKey, key.pointsPerMinute),
    address,
  }
}

// what a full bucket cannot pay would be told "wait" for ever
function affordable(maxCost: number, pointsPerMinute: number): number {
  return pointsPerMinute === 0 ? maxCost : Math.min(maxCost, pointsPerMinute)
}
