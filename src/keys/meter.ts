import { clientError } from '../../schema/errors.ts'
import type { Instant, RateLimit } from '../../schema/models.ts'
import type { Caller } from './caller.ts'
import type { Bucket } from './bucket.ts'
import type { Quota } from './quota.ts'

/** What an unlimited caller is told: the largest Int of GraphQL. */
const unlimited = 2_147_483_647

/** What one request costs and what that leaves: made with the caller, charged before execution, corrected after it. */
export class Meter {
  readonly caller: Caller
  /** What the operation may cost at most; null until it has been priced. */
  price: number | null = null
  /** What the answer cost; null until it is known. */
  actual: number | null = null
  /** Points taken and not given back. */
  charged = 0
  throttled = false
  /** Whether the operation has passed its price, so that it runs. */
  admitted = false
  /** Whether the answer has errors. */
  failed = false
  /** Whether the operation asks for its price alone. */
  dryRun = false
  readonly #quota: Quota
  #bucket: Bucket | null = null
  #readAt = Date.now()
  #reported: RateLimit | null = null

  constructor(caller: Caller, quota: Quota) {
    this.caller = caller
    this.#quota = quota
  }

  /** The price; 0 until there is one. */
  get requested(): number {
    return this.price ?? 0
  }

  /** Takes the price from the caller's quota; `dryRun` looks only. Throws RATE_LIMITED, with `retryAfter` in seconds. */
  charge(price: number, dryRun = false): Promise<void> | void {
    this.price = price
    const bucket = this.#quota.take(this.caller, dryRun ? 0 : price)
    if (bucket instanceof Promise) return bucket.then((later) => this.#take(later, price, dryRun))
    this.#take(bucket, price, dryRun)
  }

  #take(bucket: Bucket | null, price: number, dryRun: boolean): void {
    this.#bucket = bucket
    this.#readAt = Date.now()
    this.admitted = bucket === null || dryRun || bucket.accepted
    if (bucket === null || dryRun) return
    if (bucket.accepted) {
      this.charged = price
      return
    }
    this.throttled = true
    const retryAfter = Math.max(1, Math.ceil(bucket.retryMs / 1000))
    throw clientError(
      'RATE_LIMITED',
      `This operation costs ${points(price)}, and of ${points(bucket.limit)} a minute ${count(bucket.remaining)} ` +
        `${bucket.remaining === 1 ? 'is' : 'are'} left. The quota refills all the time: send it again in ${retryAfter} s.`,
      { retryAfter, ...this.rateLimit() },
    )
  }

  /** Gives back what the operation turned out not to cost, or takes what it cost above its price, be it there or not. */
  refund(actual: number): void {
    this.actual = actual
    if (actual > this.requested) this.#takeMore(actual - this.requested)
    else this.#giveBack(this.charged - actual)
  }

  /** The operation was stopped on its way: nobody knows what it did, so it costs what it might have done. */
  chargeWhole(): void {
    this.actual = this.requested
  }

  /** The answer is there already, so nothing runs and nothing is taken. */
  admitFree(): void {
    this.admitted = true
    this.actual = 0
  }

  /** The client has the answer already: it costs nothing. */
  refundAll(): void {
    this.actual = 0
    this.#giveBack(this.charged)
  }

  /**
   * The numbers that this request's answer tells. Once they have been read they stay, so that the field and the headers of
   * one answer agree; what is given back after that shows in the next one.
   */
  rateLimit(): RateLimit {
    const bucket = this.#bucket
    this.#reported ??= {
      cost: this.requested,
      limit: bucket?.limit ?? unlimited,
      remaining: bucket?.remaining ?? unlimited,
      resetAt: toInstant(this.#readAt + (bucket?.resetMs ?? 0)),
    }
    return this.#reported
  }

  /** `RateLimit` and `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers, and `Retry-After`; none where unlimited. */
  headers(): Record<string, string> {
    if (this.#bucket === null) return {}
    const { limit, remaining, resetAt } = this.rateLimit()
    const seconds = Math.max(0, Math.ceil((Date.parse(resetAt) - Date.now()) / 1000))
    return {
      ratelimit: `"points";r=${remaining};t=${seconds}`,
      'ratelimit-policy': `"points";q=${limit};w=60`,
      ...(this.throttled ? { 'retry-after': String(Math.max(1, Math.ceil(this.#bucket.retryMs / 1000))) } : {}),
    }
  }

  #takeMore(missing: number): void {
    const bucket = this.#bucket
    if (bucket === null) return
    this.charged += missing
    this.#quota.takeAnyway(this.caller, missing)
    const resetMs = bucket.resetMs + (missing * 60_000) / bucket.limit
    this.#bucket = { ...bucket, remaining: Math.max(0, bucket.remaining - missing), resetMs }
  }

  #giveBack(unused: number): void {
    if (unused <= 0) return
    this.charged -= unused
    this.#quota.giveBack(this.caller, unused)
    const bucket = this.#bucket
    if (bucket === null) return
    const resetMs = Math.max(0, bucket.resetMs - (unused * 60_000) / bucket.limit)
    this.#bucket = { ...bucket, remaining: Math.min(bucket.limit, bucket.remaining + unused), resetMs }
  }
}

/** Whole seconds, the next one: what the headers can say too. */
function toInstant(ms: number): Instant {
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

function points(number: number): string {
  return `${count(number)} ${number === 1 ? 'point' : 'points'}`
}

function count(number: number): string {
  return number.toLocaleString('en')
}
