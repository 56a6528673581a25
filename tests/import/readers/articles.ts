import type { ArticleInput, UserError } from '../../../schema/models.ts'
import type { NormalisedArticle } from '../../../src/db/write/normalised.ts'
import { normalise } from '../../../src/import/normalise/normalise.ts'

/** A small valid article; `fields` replace its own. */
export function articleInput(externalId: string, fields: Partial<ArticleInput> = {}): ArticleInput {
  return {
    externalId,
    headline: `Headline of ${externalId}`,
    language: 'en',
    publisher: { name: 'The Harbour Post' },
    body: { plainText: `The body of ${externalId}.` },
    ...fields,
  }
}

/** The same, normalised. */
export function article(externalId: string, fields: Partial<ArticleInput> = {}): NormalisedArticle {
  const result = normalise(articleInput(externalId, fields))
  if ('userErrors' in result) throw new Error(JSON.stringify(result.userErrors))
  return result.article
}

/** What is wrong with an article, as `code path`. */
export function problemsOf(fields: Partial<ArticleInput>): string[] {
  const result = normalise(articleInput('a', fields))
  return 'userErrors' in result ? result.userErrors.map(({ code, path }: UserError) => `${code} ${path.join('.')}`) : []
}
