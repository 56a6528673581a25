import { type GraphQLSchema, Kind, parse, validate } from 'graphql'
import type { NewDocument } from '../../db/keys/documents.ts'
import { documentIdOf, normaliseDocumentId } from './find.ts'

/** A file can't be registered; the message says why. */
export class DocumentsRefused extends Error {
  override readonly name = 'DocumentsRefused'
}

/**
 * The documents of a file: a `.graphql` document as it is; or JSON, a map of ids to documents as GraphQL Code Generator writes
 * it (`persisted-documents.json`) or Apollo's persisted query manifest. Each gets the id `sha256:…` of its text, and the id its
 * file gives it where that is another. Throws DocumentsRefused where one is not valid for the schema.
 */
export function readDocuments(schema: GraphQLSchema, fileName: string, text: string): NewDocument[] {
  const given = fileName.endsWith('.json') ? readMap(fileName, text) : new Map([['', text]])
  return [...given].flatMap(([id, document]) => {
    const where = id === '' ? fileName : `${fileName}, ${id}`
    const operationNames = checkDocument(schema, where, document)
    const ownId = documentIdOf(document)
    const normal = normaliseDocumentId(id)
    if (normal.startsWith('sha256:') && normal !== ownId) {
      throw new DocumentsRefused(`${where}: the id is not the SHA-256 of the document.`)
    }
    const ids = id === '' ? [ownId] : [...new Set([ownId, normal])]
    return ids.map((one) => ({ id: one, document, operationNames }))
  })
}

function checkDocument(schema: GraphQLSchema, where: string, document: string): string[] {
  try {
    const parsed = parse(document)
    const [error] = validate(schema, parsed)
    if (error !== undefined) throw error
    const operations = parsed.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    if (operations.length === 0) throw new Error('There is no operation in it.')
    return operations.flatMap((operation) => operation.name?.value ?? [])
  } catch (error) {
    throw new DocumentsRefused(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const idForm = /^[A-Za-z0-9._:-]{1,128}$/

function readMap(fileName: string, text: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [id, document] of entriesOf(parseJson(fileName, text))) {
    if (typeof id !== 'string' || typeof document !== 'string') {
      throw new DocumentsRefused(`${fileName} does not map ids to documents.`)
    }
    if (!idForm.test(id))
      throw new DocumentsRefused(`${fileName}: an id has letters, digits and . _ : - alone, 128 at most.`)
    map.set(id, document)
  }
  return map
}

function parseJson(fileName: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DocumentsRefused(`${fileName} is not JSON.`, { cause: error })
  }
}

function entriesOf(value: unknown): [unknown, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[null, null]]
  if (!('operations' in value) || !Array.isArray(value.operations)) return Object.entries(value)
  const operations: { id?: unknown; body?: unknown }[] = value.operations
  return operations.map(({ id, body }) => [id, body])
}
