import { coerceInputValue, isInputType, validateInputValue } from 'graphql'
import type { ArticleInput } from '../../../schema/models.ts'
import { shorten } from '../../../schema/errors.ts'
import { schema } from '../../../schema/index.ts'

/** Whether a value is an ArticleInput, judged by the GraphQL input type; else what is wrong, field by field. */
export type ValidateInput = (
  value: unknown,
) =>
  | { readonly ok: true; readonly input: ArticleInput }
  | { readonly ok: false; readonly problems: readonly { readonly field: string | null; readonly reason: string }[] }

/** Judges a JSON value by the input type of the contract, so that a line of a file and a mutation mean the same. */
export function createInputValidator(): ValidateInput {
  const type = schema.getType('ArticleInput')
  if (!isInputType(type)) throw new Error('The contract has no input type ArticleInput')
  const judge: ValidateInput = (value) => {
    const input = coerceInputValue(value, type)
    if (input !== undefined) return { ok: true, input: input as ArticleInput }
    const problems: { field: string | null; reason: string }[] = []
    withoutStacks(() => {
      validateInputValue(value, type, (error, path) => {
        const { field, reason } = inOurWords(error.message, path)
        problems.push({ field, reason: reason.slice(0, maxReasonChars) })
      })
    })
    return { ok: false, problems }
  }
  // files of exports gone wrong hold nothing else, hundreds of thousands of times
  const empty = judge({})
  return (value) => (isEmpty(value) ? empty : judge(value))
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

/** Every problem is an error of GraphQL's, of which only the sentence is read; where it was made takes four fifths of its time. */
function withoutStacks(validate: () => void): void {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    validate()
  } finally {
    Error.stackTraceLimit = limit
  }
}

const maxReasonChars = 200

/** GraphQL's sentences are about types, and end in the whole value; whoever sends a file wants to know which field. */
function inOurWords(
  message: string,
  path: readonly (string | number)[],
): { readonly field: string | null; readonly reason: string } {
  const field = path.length === 0 ? null : path.join('.')
  const missing = /to include required field "(\w+)"/.exec(message)?.[1]
  if (missing !== undefined) return { field: [...path, missing].join('.'), reason: `${missing} is missing` }
  const [, unknown, hint = ''] = /not to include unknown field "(.*?)"(?:\.( Did you mean .*?\?))?/s.exec(message) ?? []
  if (unknown !== undefined)
    return { field, reason: `there is no field "${shorten(unknown, 40)}"${hint && `.${hint}`}` }
  if (/^Expected value of type "[^"]*" to be an object\b/.test(message))
    return { field, reason: 'it must be an object' }
  return { field, reason: message.replace(/, found: [[{].*$/s, '').replace(/\.$/, '') }
}
