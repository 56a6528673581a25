/** What tells a post from others, as an export has it. */
export interface PostIdentity {
  readonly guid: string
  /** Absolute; null where there is none. */
  readonly link: string | null
  /** Empty where it has none. */
  readonly id: string
}

/** By guid, the number of the post that has it, where several do: after a copy, a move, or an import into the site. */
export type SharedGuids = ReadonlyMap<string, number>

/** Whether the guid of a post is another's. */
export function isForeignGuid({ guid, id }: PostIdentity, shared: SharedGuids): boolean {
  const owner = shared.get(guid)
  return owner !== undefined && id !== '' && String(owner) !== id
}

/** The external id of a post: its guid, which it keeps for life; else its link, else its number. Empty where it has none of them. */
export function externalIdOf(post: PostIdentity, base: string | null, shared: SharedGuids): string {
  const numbered = post.id === '' ? '' : `${base ?? 'post:'}${base === null ? '' : '?p='}${post.id}`
  if (isForeignGuid(post, shared)) return numbered
  return post.guid || (post.link ?? '') || numbered
}

/** The number in a guid of the form `https://site/?p=7`; null for others. */
export function numberIn(guid: string): string | null {
  return /[?&](?:p|page_id|post|attachment_id)=(\d+)(?:&|#|$)/.exec(guid)?.[1] ?? null
}
