/** How an answer with this field or type may be kept by caches, as `extensions: { cacheControl: {...} }` of the field or type. */
export interface CacheControl {
  /** `PRIVATE`: the field tells something of who asks, so that its answer is for them alone. `PUBLIC` unless said. */
  readonly scope?: 'PRIVATE' | 'PUBLIC'
  /** How many seconds a cache that cannot be told of changes may keep it. An answer is kept as long as the shortest of its fields and types. */
  readonly maxAge?: number
}

/** Extensions of a field that tells something of who asks. */
export const privateToCaller: { readonly cacheControl: CacheControl } = { cacheControl: { scope: 'PRIVATE' } }

/** Extensions of a field or a type that caches may keep for so many seconds. */
export function keptFor(maxAge: number): { readonly cacheControl: CacheControl } {
  return { cacheControl: { maxAge } }
}

/** What the extensions of a field or a type say about caches; empty where they say nothing. */
export function cacheControlOf(given: { readonly extensions?: object | null | undefined }): CacheControl {
  const extensions: { readonly cacheControl?: CacheControl } = given.extensions ?? {}
  return extensions.cacheControl ?? {}
}
