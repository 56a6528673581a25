import { GraphQLError, parse, type OperationDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { clientError } from '../../../schema/errors.ts'
import { reportErrors } from '../../../src/server/answer/report-errors.ts'
import type { Exchange } from '../../../src/server/exchange.ts'
import type { Logger } from '../../../src/server/logger.ts'

const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const operation = parse('{ first second }').definitions[0] as OperationDefinitionNode
const [first, second] = operation.selectionSet.selections
const at = (node: typeof first, ...path: (string | number)[]): GraphQLError =>
  new GraphQLError('Refused', { nodes: node ?? [], path, originalError: clientError('BAD_USER_INPUT') })
const pathsOf = (errors: readonly unknown[]) =>
  reportErrors(errors, {} as Exchange, { maxErrors: 3, maxMessageChars: 100 }, log).map(
    ({ formatted }) => formatted.path,
  )

test('errors come in the order of the document, whichever happened first', () => {
  const errors = [at(second, 'second'), at(first, 'first', 10), at(first, 'first', 2)]
  const ordered = [['first', 2], ['first', 10], ['second']]
  expect(pathsOf(errors)).toEqual(ordered)
  expect(pathsOf(errors.toReversed())).toEqual(ordered)
  // of too many the first in the document are told
  expect(pathsOf([...errors, at(first, 'first', 1)])).toEqual([['first', 1], ...ordered.slice(0, 2)])
})

test('errors without a place stay as they are', () => {
  expect(pathsOf([clientError('TIMEOUT'), at(second, 'second'), at(first, 'first')])).toEqual([
    undefined,
    ['second'],
    ['first'],
  ])
})
