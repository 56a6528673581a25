import type { ArticleKey, TopicKey } from './context.ts'
import { badInput } from './errors.ts'
import { idOf, parseGlobalId, type GlobalId, type NodeType } from './global-id.ts'

/** How one object is named: `by` of article, author, topic and publisher. */
interface By {
  readonly id?: string | null | undefined
  readonly slug?: string | null | undefined
}

/** Null for an id that is of another type: there is no such article. Throws BAD_USER_INPUT for what never was an id. */
export function readArticleBy(
  by: By & {
    readonly url?: string | null | undefined
    readonly externalId?: { readonly source: string; readonly value: string } | null | undefined
  },
): ArticleKey | null {
  if (by.id != null) {
    const id = idOf('Article', by.id)
    return id === null ? null : { id }
  }
  if (by.slug != null) return { slug: by.slug }
  if (by.url != null) return { url: by.url }
  return by.externalId == null ? null : { externalId: by.externalId }
}

/** Null for an id that is of another type. Throws BAD_USER_INPUT. */
export function readTopicBy(by: By & { readonly path?: string | null | undefined }): TopicKey | null {
  if (by.slug != null) return { slug: by.slug }
  if (by.path != null) return { path: by.path }
  const id = by.id == null ? null : idOf('Topic', by.id)
  return id === null ? null : { id }
}

/** Null for an id that is of another type. Throws BAD_USER_INPUT. */
export function readNamedBy(
  type: 'Author' | 'Publisher',
  by: By,
): { readonly id: number } | { readonly slug: string } | null {
  if (by.slug != null) return { slug: by.slug }
  const id = by.id == null ? null : idOf(type, by.id)
  return id === null ? null : { id }
}

/** Throws BAD_USER_INPUT. */
export function readNodeId(args: Readonly<Record<string, unknown>>): GlobalId {
  return parseGlobalId(String(args.id))
}

/** Ids that `nodes` takes at once. */
export const maxNodes = 100

/** Row numbers and types of many ids in their order, and which types there are. Throws BAD_USER_INPUT where one is none. */
export function readNodeIds(args: Readonly<Record<string, unknown>>): {
  readonly ids: readonly number[]
  readonly types: readonly NodeType[]
  readonly kinds: readonly NodeType[]
} {
  const parsed = (args.ids as readonly unknown[]).map((id) => parseGlobalId(String(id)))
  if (parsed.length > maxNodes) throw badInput(`ids takes at most ${maxNodes} ids.`)
  const types = parsed.map(({ type }) => type)
  return { ids: parsed.map(({ id }) => id), types, kinds: [...new Set(types)].sort() }
}
