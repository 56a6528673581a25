import type { ArticleInput, RelatedLinkInput, UpsertOutcome, UserError } from '../../../schema/models.ts'
import type { NormalisedArticle, WriteResult } from '../../db/write/normalised.ts'
import type { Db } from '../../db/tables/database.ts'
import { replaceLinks, withdrawArticle, type Changed } from '../../db/write/publication.ts'
import { writeArticles } from '../../db/write/batch.ts'
import { limits } from '../normalise/limits.ts'
import { normaliseAll } from '../normalise/aside.ts'
import { Problems } from '../normalise/problems.ts'
import { relatedLinks } from '../normalise/related-links.ts'
import { requiredLine } from '../normalise/text.ts'

export interface ImportResult {
  readonly externalId: string
  readonly outcome: UpsertOutcome
  /** Null where it was rejected, or only tried. */
  readonly articleId: number | null
  readonly slug: string | null
  /** Paths begin at `source` and `articles`. */
  readonly userErrors: readonly UserError[]
}

export interface ImportedBatch {
  /** In the order of the articles. */
  readonly results: readonly ImportResult[]
  /** The instant of the write by the database's clock: what was written is visible from it on. Null where nothing was asked of it. */
  readonly instant: string | null
}

/**
 * Creates or replaces articles of one source, in one transaction. An article that is rejected leaves the others written. With
 * `dryRun` the results are the same, and nothing is left.
 */
export async function importArticles(
  db: Db,
  { source, articles, dryRun = false }: { source: string; articles: readonly ArticleInput[]; dryRun?: boolean },
): Promise<ImportedBatch> {
  const problems = new Problems()
  const name = requiredLine(source, ['source'], limits.sourceChars, problems)
  if (problems.found.length > 0) {
    return { instant: null, results: articles.map(({ externalId }) => rejected(externalId, problems.found)) }
  }
  const read = await normaliseAll(articles)
  const good = read.flatMap((each): NormalisedArticle[] => ('article' in each ? [each.article] : []))
  const { results, instant } = await writeArticles(db, { source: name, articles: good, dryRun })
  const written = results.values()
  return {
    instant,
    results: articles.map(({ externalId }, index) => {
      const each = read[index]
      const result =
        each === undefined || 'userErrors' in each
          ? { outcome: 'REJECTED' as const, userErrors: each?.userErrors ?? [] }
          : written.next().value
      return toResult(externalId, result, ['articles', String(index)], dryRun)
    }),
  }
}

/** Replaces the editorial links of one article; `articleId` is null where there is no such article, or a link is refused. */
export async function setRelatedLinks(
  db: Db,
  articleId: number,
  inputs: readonly RelatedLinkInput[],
): Promise<Changed> {
  const problems = new Problems()
  const links = relatedLinks(inputs, ['links'], problems)
  if (problems.found.length > 0) return { articleId: null, userErrors: problems.found, instant: null }
  return await replaceLinks(db, articleId, links)
}

/** Takes an article back; `articleId` is null where there is no such article, or the reason is refused. */
export async function withdraw(db: Db, articleId: number, reason: string): Promise<Changed> {
  const problems = new Problems()
  const provided = requiredLine(reason, ['reason'], limits.reasonChars, problems)
  if (problems.found.length > 0) return { articleId: null, userErrors: problems.found, instant: null }
  return await withdrawArticle(db, articleId, provided)
}

function toResult(
  externalId: string,
  result: WriteResult | undefined,
  path: readonly string[],
  dryRun: boolean,
): ImportResult {
  if (result === undefined) throw new Error(`The write of ${externalId} has no result`)
  if (result.outcome === 'REJECTED') {
    return rejected(
      externalId,
      result.userErrors.map((error) => ({ ...error, path: [...path, ...error.path] })),
    )
  }
  const isThere = !dryRun || result.outcome !== 'CREATED'
  return {
    externalId,
    outcome: result.outcome,
    articleId: isThere ? result.articleId : null,
    slug: result.slug,
    userErrors: [],
  }
}

function rejected(externalId: string, userErrors: readonly UserError[]): ImportResult {
  return { externalId, outcome: 'REJECTED', articleId: null, slug: null, userErrors }
}
