// The last run, for whoever shows something of it.
const listeners = new Set()
let last = null

/** Remembers a run: what was asked, the result, the headers and status of the answer, and how long it took in ms. */
export function noteRun(run) {
  last = run
  for (const listener of listeners) listener()
}

/** For React's `useSyncExternalStore`. */
export const runs = {
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  last: () => last,
}
