import { setTimeout as wait } from 'node:timers/promises'
import type { Route } from '../pages/route.ts'

/** Answers 200 as long as the process can answer at all. */
export const live: Route = () => state(200, 'live')

/**
 * Answers 200 where the gateway can serve queries, else 503.
 * An `isReady` that throws or takes longer than `timeoutMs` counts as no.
 */
export function ready(isReady: () => Promise<boolean>, timeoutMs = 2_000): Route {
  return async () => {
    const stop = new AbortController()
    const late = wait(timeoutMs, false, { signal: stop.signal, ref: false }).catch(() => false)
    const answer = await Promise.race([isReady().catch(() => false), late])
    stop.abort()
    return answer ? state(200, 'ready') : state(503, 'not ready')
  }
}

function state(status: number, text: string) {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return { status, headers, body: JSON.stringify({ status: text }) }
}
