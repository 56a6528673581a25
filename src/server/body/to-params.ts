import type { GraphQLParams } from 'graphql-yoga'
import { clientError } from '../../../schema/errors.ts'
import { isStorable, notStorable } from '../../document/check-tokens.ts'
import type { Limits } from '../../document/limits.ts'

/** One GraphQL request; `documentId` names a registered document in place of `query`. */
export interface Params extends GraphQLParams {
  documentId?: string
}

/**
 * Reads a JSON body; members that GraphQL over HTTP does not know are not looked at. Throws BATCHING_DISABLED for an array and BAD_REQUEST for everything else that is no
 * GraphQL request; never repeats what the JSON parser said, which quotes the input.
 */
export function toParams(body: string, limits: Limits): Params {
  const value = parseJson(body, 'The body')
  if (Array.isArray(value)) throw notBatched(value, limits.maxBatchOperations)
  if (typeof value !== 'object' || value === null) throw badRequest('The body is not a JSON object.')
  // Escapes are the only way for NUL or half a surrogate pair to get through the decoder and the JSON parser.
  return checked(value, suspicious.test(body), limits)
}

/** An array comes here where it is not taken apart. */
function notBatched({ length }: readonly unknown[], most: number) {
  if (most === 0) return clientError('BATCHING_DISABLED')
  const sentence = `An array holds 1 to ${most} operations here, each a JSON object, and its Content-Length; this one has ${length}.`
  return clientError('BAD_REQUEST', sentence)
}

/** Reads the query string of a GET. Throws BAD_REQUEST. */
export function toParamsOfUrl(url: string, limits: Limits): Params {
  const start = url.indexOf('?')
  const search = new URLSearchParams(start < 0 ? '' : url.slice(start + 1))
  const text = (name: string) => search.get(name) ?? undefined
  const json = (name: string) => {
    const value = search.get(name)
    return value === null || value === '' ? undefined : parseJson(value, name)
  }
  const given = {
    query: text('query'),
    operationName: text('operationName'),
    documentId: text('documentId'),
    variables: json('variables'),
    extensions: json('extensions'),
    ...Object.fromEntries(foreignIds.flatMap((name) => (search.has(name) ? [[name, search.get(name)]] : []))),
  }
  return checked(given, true, limits)
}

const suspicious = /\\u(?:0000|[dD][89a-fA-F])/

function checked(given: object, suspect: boolean, limits: Limits): Params {
  const params: Params = {}
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (value === undefined || value === null) continue
    switch (name) {
      case 'query':
      case 'documentId':
        if (typeof value !== 'string') throw badRequest(`"${name}" is not a string.`)
        if (name === 'documentId' && !identifier.test(value)) throw badRequest('"documentId" is not an identifier.')
        params[name] = value
        break
      case 'operationName':
        if (value === '') break
        if (typeof value !== 'string' || !graphqlName.test(value) || value.length > limits.maxNameChars) {
          throw badRequest('"operationName" is not a GraphQL name.')
        }
        params.operationName = value
        break
      case 'variables':
        if (!isMap(value)) throw badRequest('"variables" is not a JSON object.')
        checkNesting(value, limits.maxVariablesNesting)
        if (suspect) checkStrings(value)
        params.variables = value
        break
      case 'extensions':
        if (!isMap(value)) throw badRequest('"extensions" is not a JSON object.')
        checkNesting(value, limits.maxVariablesNesting)
        if (JSON.stringify(value).length > limits.maxExtensionsChars) throw badRequest('"extensions" is too large.')
        params.extensions = value
        break
    }
  }
  if (!params.query && params.documentId === undefined && !params.extensions?.['persistedQuery']) checkForeignIds(given)
  return params
}

// What Relay's network layers call the id of a document.
const foreignIds = ['id', 'doc_id']

/** Throws where a document is named by a member that is not ours, so that its sender learns which one is. */
function checkForeignIds(given: object): void {
  const name = foreignIds.find((foreign) => Object.hasOwn(given, foreign))
  if (name === undefined) return
  throw clientError(
    'BAD_REQUEST',
    `"${name}" is not looked at here. Send the id of a registered document as "documentId".`,
  )
}

const graphqlName = /^[_A-Za-z][_0-9A-Za-z]*$/
// Hashes, with or without the name of their algorithm, and names of registered documents.
const identifier = /^[A-Za-z0-9._:-]{1,128}$/

/** Refuses nesting that would exhaust the stack of whoever walks the value next. Walks without recursion. */
function checkNesting(value: object, maxNesting: number): void {
  let level: object[] = [value]
  for (let nesting = 1; level.length > 0; nesting++) {
    if (nesting > maxNesting) {
      throw clientError('QUERY_TOO_LARGE', `The variables are nested too deeply. Use at most ${maxNesting} levels.`)
    }
    const below: object[] = []
    for (const outer of level) {
      for (const inner of Object.values(outer) as unknown[]) {
        if (typeof inner === 'object' && inner !== null) below.push(inner)
      }
    }
    level = below
  }
}

function checkStrings(value: unknown): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw notStorable()
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) throw notStorable()
      checkStrings(inner)
    }
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`${what} is not one JSON value.`)
  }
}

function badRequest(message: string) {
  return clientError('BAD_REQUEST', `${message} Send {"query": "...", "variables": {...}}.`)
}
