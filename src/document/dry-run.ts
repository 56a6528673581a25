import { collectFields } from '@graphql-tools/utils'
import { getArgumentValues, getVariableValues, Kind, visit } from 'graphql'
import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'
import type { Priceable } from './price/evaluate.ts'

/**
 * Where a query asks `rateLimit(dryRun: true)` at its root: the document that asks nothing but that, to be run in its place.
 * Null for every other operation.
 */
export function toDryRun({ schema, document, operationName, variables }: Priceable): DocumentNode | null {
  if (!mayDryRun(document)) return null
  const fragments: Record<string, FragmentDefinitionNode> = {}
  const operations: OperationDefinitionNode[] = []
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
  }
  const operation = operationName ? operations.find((one) => one.name?.value === operationName) : operations[0]
  const query = schema.getQueryType()
  const field = query?.getFields()['rateLimit']
  if (!query || field === undefined || operation?.operation !== 'query') return null

  const { variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (variableValues === undefined) return null
  const { fields } = collectFields(schema, fragments, variableValues, query, operation.selectionSet)
  const asked: FieldNode[] = [...fields.values()]
    .flat()
    .filter((node) => node.name.value === 'rateLimit')
    .filter((node) => getArgumentValues(field, node, variableValues)['dryRun'] === true)
  if (asked.length === 0) return null
  const narrowed = { ...operation, selectionSet: { ...operation.selectionSet, selections: asked } }
  return { ...document, definitions: document.definitions.map((one) => (one === operation ? narrowed : one)) }
}

const mentions = new WeakMap<DocumentNode, boolean>()

/** Whether a document mentions `dryRun` at all; almost none does. */
function mayDryRun(document: DocumentNode): boolean {
  const cached = mentions.get(document)
  if (cached !== undefined) return cached
  let found = false
  visit(document, {
    Argument({ name }) {
      if (name.value === 'dryRun') found = true
    },
  })
  mentions.set(document, found)
  return found
}
