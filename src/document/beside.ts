/** Where an object has what was worked out from it. */
const notes = Symbol('what was worked out from this')

interface Notes {
  /** The object that they are about: a copy of it has them too, and means something else. */
  readonly of: object
  readonly [name: symbol]: unknown
}

/**
 * What is worked out from an object, kept with it. Used as a WeakMap, but on the object itself: a young collection takes all values of an old WeakMap
 * for alive, so what is worked out from a document that comes once, and most of the document with it, would stay until the next full one: 20 KB for
 * each such request.
 */
export class Beside<K extends object, V> {
  readonly #name = Symbol('one of them')

  get(object: K): V | undefined {
    const known = (object as { [notes]?: Notes })[notes]
    return known?.of === object ? (known[this.#name] as V | undefined) : undefined
  }

  /** Throws where the object was frozen by another than `freezeWithRoom`. */
  set(object: K, value: V): void {
    ;(roomOf(object) as Record<symbol, unknown>)[this.#name] = value
  }
}

/** Freezes an object that can still take notes: `set` throws for one that was frozen otherwise. */
export function freezeWithRoom<T extends object>(object: T): Readonly<T> {
  roomOf(object)
  return Object.freeze(object)
}

function roomOf(object: object): Notes {
  const noted = object as { [notes]?: Notes }
  const known = noted[notes]
  if (known?.of === object) return known
  const made = { of: object }
  Object.defineProperty(object, notes, { value: made, writable: true, configurable: true })
  return made
}
