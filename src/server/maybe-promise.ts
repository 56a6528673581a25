/** A value that may be here already. */
export type MaybePromise<T> = T | Promise<T>

/**
 * Goes on with a value, in this very turn where it is here already. What nearly all requests go through waits for nothing but the database,
 * so that a promise at each step would be most of what the steps cost.
 */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** The same, with what is thrown, be it now or later, handed to `fail`. */
export function attempt<R>(work: () => MaybePromise<R>, fail: (error: unknown) => MaybePromise<R>): MaybePromise<R> {
  try {
    const done = work()
    return done instanceof Promise ? done.catch(fail) : done
  } catch (error) {
    return fail(error)
  }
}

/** Calls hooks with one payload, each when the one before is done, until `isOver`. What they answer goes to `each`. */
export function eachHook<Payload>(
  hooks: readonly ((payload: Payload) => unknown)[],
  payload: Payload,
  isOver: () => boolean = never,
  each: (answer: unknown) => void = ignore,
  from = 0,
): MaybePromise<void> {
  for (let at = from; at < hooks.length; at++) {
    const answer = hooks[at]?.(payload)
    if (answer instanceof Promise) {
      return answer.then((later) => {
        each(later)
        return isOver() ? undefined : eachHook(hooks, payload, isOver, each, at + 1)
      })
    }
    if (answer !== undefined) each(answer)
    if (isOver()) return
  }
}

const never = (): boolean => false
const ignore = (): void => undefined
