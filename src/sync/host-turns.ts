/** Waits until nobody else asks the host of an address; answers a function that lets the next one ask. */
export type HostTurns = (url: URL) => Promise<() => void>

/**
 * Lets requests to one host go one after the other, in the order in which they came. Who redirects to another host gives its turn back
 * before it waits for that one, so that two hosts which redirect to each other don't wait forever.
 */
export function createHostTurns(): HostTurns {
  const last = new Map<string, Promise<void>>()
  return async ({ hostname }) => {
    const before = last.get(hostname)
    const { promise, resolve } = Promise.withResolvers<void>()
    last.set(hostname, promise)
    await before
    return resolve
  }
}
