import { askFreeSlugs, pickSlugs } from './free-slugs.ts'
import type { Db } from '../tables/database.ts'
import { selectAll } from '../combined-statements.ts'
import { askArticleIds, type ArticleToWrite } from './nouns/article-rows.ts'
import { askAuthors, mentionsOf, type KnownAuthor } from './nouns/authors.ts'
import type { ItemWithExisting } from './existing.ts'

/** Gives new articles their ids and slugs, and looks for the authors of all. One statement. */
export async function identify(
  tx: Db,
  items: readonly ItemWithExisting[],
  publisherIds: readonly number[],
): Promise<{ written: ReadonlyMap<ItemWithExisting, ArticleToWrite>; authors: readonly KnownAuthor[] }> {
  const kept = items.map(keptSlug)
  const wishes = items.flatMap(({ article }, index) =>
    kept[index] === null ? (article.slug ?? article.slugFromHeadline) : [],
  )
  const mentions = items.flatMap(({ article }, index) => mentionsOf(article, publisherIds[index] ?? 0))
  const found = await selectAll(tx, {
    slugs: askFreeSlugs('article', wishes),
    ids: askArticleIds(items.filter(({ existing }) => existing === null).length),
    authors: askAuthors(mentions),
  })
  const slugs = pickSlugs(wishes, found.slugs).values()
  const ids = found.ids.values()
  const written = items.map((item, index): [ItemWithExisting, ArticleToWrite] => [
    item,
    {
      ...item,
      publisherId: publisherIds[index] ?? 0,
      slug: kept[index] ?? slugs.next().value ?? '',
      articleId: item.existing?.id ?? ids.next().value?.id ?? 0,
      isNew: item.existing === null,
    },
  ])
  return { written: new Map(written), authors: found.authors }
}

/** An article keeps its slug unless another is supplied; one that it was given instead of a taken one counts as supplied. */
function keptSlug({ article, existing }: ItemWithExisting): string | null {
  if (existing === null) return null
  const isKept = article.slug === null || existing.slug === article.slug || isNumbered(existing.slug, article.slug)
  return isKept ? existing.slug : null
}

function isNumbered(slug: string, base: string): boolean {
  return slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1))
}
