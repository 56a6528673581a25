/** Says when nobody waits for a piece of work any more: what is asked of an AbortSignal here, so that one is as good. */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/**
 * A signal and its switch. Every request has two of them and nearly none uses them, which would make an AbortController and the listeners on
 * it one of the dearest parts of a short answer. Each listener is called once.
 */
export class Stop implements StopSignal {
  aborted = false
  reason: unknown = undefined
  #listeners: (() => void)[] | null = null

  /** Only the first time counts. Without a reason it is an AbortError, as an AbortController's is. */
  abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    const listeners = this.#listeners ?? []
    this.#listeners = null
    for (const listener of listeners) listener()
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return
    if (this.#listeners === null) this.#listeners = [listener]
    else this.#listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners?.indexOf(listener) ?? -1
    if (at >= 0) this.#listeners?.splice(at, 1)
  }
}

/** The same as an AbortSignal, for those who need a real one. */
export function toAbortSignal(stop: StopSignal): AbortSignal {
  if (stop instanceof AbortSignal) return stop
  if (stop.aborted) return AbortSignal.abort(stop.reason)
  const controller = new AbortController()
  stop.addEventListener('abort', () => controller.abort(stop.reason), { once: true })
  return controller.signal
}
