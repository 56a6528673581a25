import { getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql'
import { deprecatedIn } from '../document/deprecated.ts'
import { operationInfoOf } from '../document/operation.ts'
import { Answer } from './answer.ts'
import { argumentsOf, dependenciesOf, type Dependencies } from './dependencies.ts'
import { tagsOf } from './tags-of.ts'

/** What an operation ran as. */
export interface RanOperation {
  readonly document: DocumentNode
  readonly operationName: string | null | undefined
  readonly variables: Readonly<Record<string, unknown>> | null | undefined
  /** Whether the answer names its tags in `extensions.cache`. */
  readonly tellsDependencies?: boolean
}

/** What an answer of that text depends on. `madeAtMs`: epoch. Null: it is for who asked alone. */
export function describeAnswer(
  schema: GraphQLSchema,
  text: string,
  { document, operationName, variables, tellsDependencies }: RanOperation,
  madeAtMs: number,
): Answer | null {
  const info = operationInfoOf(document, operationName)
  if (info === null) return null
  let dependencies = known.get(info)
  if (dependencies === undefined) known.set(info, (dependencies = dependenciesOf(schema, info)))
  const { variableDefinitions = [] } = info.operation
  const { variableValues } = getVariableValues(schema, variableDefinitions, variables ?? {})
  const given = dependencies.byArguments.map((one) => ({ kind: one.kind, values: argumentsOf(one, variableValues) }))
  const tags = tagsOf(dependencies, given, text)
  if (tags === null) return null
  const { maxAgeSeconds } = dependencies
  return new Answer({
    text: tellsDependencies === true ? withDependencies(text, { tags, maxAge: maxAgeSeconds }) : text,
    tags,
    operationName: info.operation.name?.value,
    deprecated: deprecatedIn(schema, document, operationName),
    maxAgeSeconds,
    madeAtMs,
  })
}

const known = new WeakMap<object, Dependencies>()

/** The answer that says in `extensions.cache` what it depends on, and how many seconds it may be kept where nobody hears of changes. */
function withDependencies(text: string, cache: { readonly tags: readonly string[]; readonly maxAge: number }): string {
  const answer: { extensions?: object } = JSON.parse(text)
  return JSON.stringify({ ...answer, extensions: { ...answer.extensions, cache } })
}
