import type { ArticleInput, UserError } from '../../../schema/models.ts'
import type { Note } from '../draft.ts'
import { limits } from './limits.ts'
import { normalise, type Normalised } from './normalise.ts'

/**
 * As `normalise`, for what a reader found on a page: a part that cannot be used, and that the article can do without, is left
 * out with a note, rather than that the article is lost for the address of a picture.
 */
export function normaliseLeniently(input: ArticleInput): {
  readonly result: Normalised
  readonly notes: readonly Note[]
} {
  const notes: Note[] = []
  let result = normalise(input)
  // an item may hide problems behind the one that was found; twice is enough for lists that were too long
  for (let attempt = 0; attempt < 2 && 'userErrors' in result; attempt++) {
    const spare = result.userErrors.filter(({ path: [field] }) => !needed.has(field ?? ''))
    if (spare.length < result.userErrors.length) return { result, notes }
    input = without(input, spare)
    notes.push(...spare.map(({ path, message }) => ({ field: path[0] ?? null, message: `left out: ${message}` })))
    result = normalise(input)
  }
  return { result, notes }
}

const needed = new Set(['externalId', 'headline', 'language', 'body', 'publisher', 'status', 'url'])

const longLists: Readonly<Record<string, number>> = {
  authors: limits.authors,
  topics: limits.topics,
  relatedLinks: limits.relatedLinks,
  aliases: limits.aliases,
  corrections: limits.corrections,
}

function without(input: ArticleInput, problems: readonly UserError[]): ArticleInput {
  const copy: Record<string, unknown> = { ...input }
  const byField = Map.groupBy(problems, ({ path }) => path[0] ?? '')
  for (const [field, found] of byField) {
    const value = copy[field]
    copy[field] = Array.isArray(value) ? listWithout(value, found, longLists[field] ?? 0) : null
  }
  return copy as unknown as ArticleInput
}

/** Only the address of a link can be spared; other items that have a problem go as a whole. */
function listWithout(values: readonly unknown[], problems: readonly UserError[], max: number): unknown[] {
  const at = new Map(problems.map(({ path }) => [Number(path[1]), path[2]]))
  return values.slice(0, max).flatMap((value, index) => {
    if (!at.has(index)) return [value]
    return at.get(index) === 'url' && typeof value === 'object' ? [{ ...value, url: null }] : []
  })
}
