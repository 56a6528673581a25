import { coerceInputValue, validateInputValue, type GraphQLInputObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { shorten } from '../../schema/errors.ts'
import type { ArticleInput } from '../../schema/models.ts'
import type { ValidateInput } from './ndjson/read-ndjson.ts'

/** Checks a parsed line against the very input type of `upsertArticles`: the same fields, defaults and scalars. */
export const validateArticleInput: ValidateInput = (value) => {
  // what is wrong is looked for only where something is: it costs more than the reading
  const input = coerceInputValue(value, articleInputType)
  if (input !== undefined) return { ok: true, input: input as ArticleInput }
  const problems: { field: string; reason: string }[] = []
  validateInputValue(value, articleInputType, (error, path) => {
    if (problems.length < maxProblems) {
      problems.push({ field: path.join('.'), reason: shorten(error.message, 300) })
    }
  })
  return { ok: false, problems }
}

const articleInputType = schema.getType('ArticleInput') as GraphQLInputObjectType
const maxProblems = 10
