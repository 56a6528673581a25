import { locatedError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { selectionOf } from '../../../schema/selection.ts'
import { operationInfoOf } from '../../document/operation.ts'
import { coerceVariables } from '../../query/compiled/operation.ts'
import { codeOfFailure } from './failure.ts'

/** Whether an error of the database is one that the client is told as it is, so that there is nothing to find out by running again. */
export function isForTheClient(error: unknown): boolean {
  return codeOfFailure(error) !== 'INTERNAL_SERVER_ERROR'
}

/** The result that the executor gives where the one statement of all root fields fails: each is null, with the error at it. */
export function failureOf(
  args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>,
  error: unknown,
): ExecutionResult {
  const { schema, document, operationName, variableValues } = args
  const info = operationInfoOf(document, operationName)
  const type = schema.getQueryType()
  const variables = info === null ? null : coerceVariables(schema, info, variableValues)
  if (info === null || variables === null || !type) throw error
  const lookahead = { schema, fragments: info.fragments, variableValues: variables }
  const fields = selectionOf(lookahead, type, info.operation).fields()
  const read = fields.filter(({ name }) => name !== '__typename')
  return {
    errors: read.map(({ key, nodes }) => locatedError(error, nodes, [key])),
    data: Object.fromEntries(fields.map(({ key, name }) => [key, name === '__typename' ? type.name : null])),
  }
}
