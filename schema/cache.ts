/** How an answer with this field may be kept by caches, as `extensions: { cacheControl: {...} }` of the field. */
export interface CacheControl {
  /** `PRIVATE`: the field tells something of who asks, so that its answer is for them alone. `PUBLIC` unless said. */
  readonly scope?: 'PRIVATE' | 'PUBLIC'
}

/** Extensions of a field that tells something of who asks. */
export const privateToCaller: { readonly cacheControl: CacheControl } = { cacheControl: { scope: 'PRIVATE' } }

/** What the extensions of a field say about caches; empty where they say nothing. */
export function cacheControlOf(field: { readonly extensions?: object | null | undefined }): CacheControl {
  const extensions: { readonly cacheControl?: CacheControl } = field.extensions ?? {}
  return extensions.cacheControl ?? {}
}
