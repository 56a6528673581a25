import { coerceInputValue, isInputType, validateInputValue } from 'graphql'
import type { ArticleInput } from '../../schema/models.ts'
import { schema } from '../../schema/index.ts'
import type { ValidateInput } from './ndjson/read-ndjson.ts'

/** Judges a JSON value by the input type of the contract, so that a line of a file and a mutation mean the same. */
export function createInputValidator(): ValidateInput {
  const type = schema.getType('ArticleInput')
  if (!isInputType(type)) throw new Error('The contract has no input type ArticleInput')
  return (value) => {
    const input = coerceInputValue(value, type)
    if (input !== undefined) return { ok: true, input: input as ArticleInput }
    const problems: { field: string | null; reason: string }[] = []
    validateInputValue(value, type, (error, path) => {
      problems.push({
        field: path.length === 0 ? null : path.join('.'),
        reason: error.message.slice(0, maxReasonChars),
      })
    })
    return { ok: false, problems }
  }
}

/** GraphQL's sentences quote the whole value. */
const maxReasonChars = 200
