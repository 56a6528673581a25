import { sql, type RawBuilder } from 'kysely'
import { shorten } from '../../../../schema/errors.ts'
import type { UserError } from '../../../../schema/models.ts'
import type { Address, NormalisedArticle } from '../normalised.ts'

interface Claimant {
  readonly source: string
  readonly article: NormalisedArticle
  readonly hasLooseIdentity?: boolean
  /** What the gateway holds of it already. */
  readonly existing: { readonly id: number } | null
}

/** An article that holds an address. */
export interface AddressHolder {
  readonly key: string
  readonly articleId: number
  readonly slug: string
  readonly source: string
  readonly isOut: boolean
}

/** Asks which articles hold the addresses that items claim. */
export function askHolders(items: readonly Claimant[]): RawBuilder<AddressHolder> | null {
  const keys = items.flatMap(({ article }) => addressesOf(article).map(({ key }) => key))
  if (keys.length === 0) return null
  return sql<AddressHolder>`
    select u.url_key as key, a.id as "articleId", a.slug, a.source, coalesce(a.visible_at <= clock_timestamp(), false) as "isOut"
    from unnest(${keys}::text[]) as wanted (key)
    cross join lateral (select url_key, article_id from article_url where url_key = wanted.key limit 1) as u
    cross join lateral (select id, slug, source, visible_at from article where id = u.article_id limit 1) as a`
}

/**
 * An item whose identity is loose, without the addresses that another article of its source has, or an earlier item of the batch;
 * any other item as it is.
 */
export function withoutSharedAddresses<Item extends Claimant>(
  items: readonly Item[],
  existing: readonly AddressHolder[],
): readonly Item[] {
  const holders = new Map(existing.map((holder) => [holder.key, holder]))
  const claims = new Map<string, string>()
  return items.map((item) => {
    const { article, source } = item
    const isOwn = ({ key }: Address): boolean => {
      const holder = holders.get(key)
      const isTaken = holder !== undefined && holder.articleId !== item.existing?.id && holder.source === source
      return !isTaken && claims.get(key) !== source
    }
    const kept =
      item.hasLooseIdentity !== true || [article.url ?? [], article.aliases].flat().every(isOwn)
        ? item
        : {
            ...item,
            article: {
              ...article,
              url: article.url === null || !isOwn(article.url) ? null : article.url,
              aliases: article.aliases.filter(isOwn),
            },
          }
    for (const { key } of addressesOf(kept.article)) if (!claims.has(key)) claims.set(key, source)
    return kept
  })
}

/** The items that claim an address which another article holds, or an earlier item of the batch, with what their sender is told. */
export function addressConflicts<Item extends Claimant>(
  items: readonly Item[],
  existing: readonly AddressHolder[],
): Map<Item, UserError> {
  const holders = new Map(existing.map((holder) => [holder.key, holder]))
  const conflicts = new Map<Item, UserError>()
  const claims = new Map<string, Item>()
  for (const item of items) {
    const addresses = addressesOf(item.article)
    const taken = addresses.find(({ key }) => {
      const holder = holders.get(key)
      return claims.has(key) || (holder !== undefined && holder.articleId !== item.existing?.id)
    })
    if (taken === undefined) {
      for (const { key } of addresses) claims.set(key, item)
      continue
    }
    const earlier = claims.get(taken.key)
    const holder = holders.get(taken.key)
    conflicts.set(item, {
      code: 'CONFLICT',
      path: [taken.field],
      message:
        holder === undefined
          ? `The address ${shorten(taken.url)} belongs to the article "${shorten(earlier?.article.externalId ?? '')}" of source "${earlier?.source}", which came before in the same batch.`
          : `The address ${shorten(taken.url)} belongs to ${nameOf(holder, item.source)}.`,
    })
  }
  return conflicts
}

/** The slug of a draft tells its headline, which is nobody's business but its source's. */
function nameOf({ slug, source, isOut }: AddressHolder, asking: string): string {
  return isOut || source === asking
    ? `the article "${shorten(slug)}" of source "${source}"`
    : `an article of source "${source}" that is not published`
}

function addressesOf({ url, aliases }: NormalisedArticle): { key: string; url: string; field: 'url' | 'aliases' }[] {
  return [
    ...(url === null ? [] : [{ ...url, field: 'url' as const }]),
    ...aliases.map((alias) => ({ ...alias, field: 'aliases' as const })),
  ]
}
