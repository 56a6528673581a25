import { Kind, visit } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'
import { Beside } from './beside.ts'

/** What is known of one operation of a document, whatever the variables. Kept with the document. */
export interface OperationInfo {
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Variables that decide on @skip and @include, anywhere in the document. */
  readonly conditions: ReadonlySet<string>
}

/** The operation of that name, or the only one; null where the executor would not know which one to run. */
export function operationInfoOf(document: DocumentNode, name: string | null | undefined): OperationInfo | null {
  let byName = known.get(document)
  if (byName === undefined) known.set(document, (byName = new Map()))
  const cached = byName.get(name ?? '')
  if (cached !== undefined) return cached
  const found = findOperation(document, name)
  byName.set(name ?? '', found)
  return found
}

const known = new Beside<DocumentNode, Map<string, OperationInfo | null>>()

function findOperation(document: DocumentNode, name: string | null | undefined): OperationInfo | null {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  const operations: OperationDefinitionNode[] = []
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
  }
  const operation = name ? operations.find((one) => one.name?.value === name) : operations[0]
  if (operation === undefined || (!name && operations.length > 1)) return null
  return { operation, fragments, conditions: conditionsOf(document) }
}

function conditionsOf(document: DocumentNode): Set<string> {
  const conditions = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      const value = given?.[0]?.value
      if (value?.kind === Kind.VARIABLE) conditions.add(value.name.value)
    },
  })
  return conditions
}
