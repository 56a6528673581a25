import { Kind, lexicographicSortSchema, parse, print, printSchema, visit } from 'graphql'
import type { ConstDirectiveNode, ConstValueNode, GraphQLNamedType, GraphQLSchema } from 'graphql'
import { cacheControlOf } from '../../../schema/cache.ts'
import { costOf, type Cost, type ListSize } from '../../../schema/cost.ts'

/**
 * The schema in SDL, sorted, with its costs as the directives of IBM's cost specification
 * (https://ibm.github.io/graphql-specs/cost-spec.html), what it says to caches as Apollo's @cacheControl, and their definitions. `printSchema` alone leaves directives out.
 */
export function printSchemaWithCosts(schema: GraphQLSchema): string {
  const sdl = parse(`${definitions}\n${printSchema(lexicographicSortSchema(schema))}`, { noLocation: true })
  const withCosts = visit(sdl, {
    ObjectTypeDefinition: {
      leave: (node) => withDirectives(node, directivesOf(schema.getType(node.name.value) ?? {})),
    },
    FieldDefinition: {
      leave(node, _key, _parent, _path, ancestors) {
        const above = ancestors.at(-1)
        const parent = above !== undefined && 'name' in above && above.name !== undefined ? above.name : null
        const type = parent !== null && 'value' in parent ? schema.getType(parent.value) : undefined
        return withDirectives(node, directivesOf(fieldOf(type, node.name.value)))
      },
    },
  })
  return `${print(withCosts)}\n`
}

const definitions = `
"""
How caches may keep answers with this field or type: for everybody (PUBLIC) or for who asked alone (PRIVATE), and for how many seconds at most. The shortest of an answer counts, and the next moment at which it changes by itself.
"""
directive @cacheControl(maxAge: Int, scope: CacheControlScope) on FIELD_DEFINITION | INTERFACE | OBJECT | UNION

"""Who may be given an answer that a cache has kept."""
enum CacheControlScope {
  """Who asked, alone."""
  PRIVATE
  """Everybody who may see the same."""
  PUBLIC
}

"""
Points for each object of this type or, on a field, for each object it returns. Without it an object costs 1, a leaf 0. A list costs its size times one item; an operation at least 1. What an answer then cost is counted by what is in it: less than the price as a rule, more only where a long text says so.
"""
directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR

"""
How many items a list is priced as: the largest of its slicing arguments (a number, or the length of a list), else assumedSize. With sizedFields the lists of those names one level below have this size.
"""
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`

function fieldOf(type: GraphQLNamedType | undefined, name: string): { extensions?: object } {
  return type !== undefined && 'getFields' in type ? (type.getFields()[name] ?? {}) : {}
}

function withDirectives<N extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: N,
  directives: readonly ConstDirectiveNode[],
): N | undefined {
  return directives.length === 0 ? undefined : { ...node, directives: [...(node.directives ?? []), ...directives] }
}

function directivesOf(given: { readonly extensions?: object }): ConstDirectiveNode[] {
  const { weight, listSize }: Cost = costOf(given)
  const { maxAge, scope } = cacheControlOf(given)
  return [
    ...(maxAge === undefined && scope === undefined
      ? []
      : [
          directive('cacheControl', {
            ...(maxAge === undefined ? {} : { maxAge: { kind: Kind.INT, value: String(maxAge) } }),
            ...(scope === undefined ? {} : { scope: { kind: Kind.ENUM, value: scope } }),
          }),
        ]),
    ...(weight === undefined ? [] : [directive('cost', { weight: text(String(weight)) })]),
    ...(listSize === undefined ? [] : [directive('listSize', listSizeArguments(listSize))]),
  ]
}

function listSizeArguments(listSize: ListSize): Record<string, ConstValueNode> {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument = false } = listSize
  return {
    ...(assumedSize === undefined ? {} : { assumedSize: { kind: Kind.INT, value: String(assumedSize) } }),
    ...(slicingArguments === undefined ? {} : { slicingArguments: texts(slicingArguments) }),
    ...(sizedFields === undefined ? {} : { sizedFields: texts(sizedFields) }),
    ...(slicingArguments === undefined
      ? {}
      : { requireOneSlicingArgument: { kind: Kind.BOOLEAN, value: requireOneSlicingArgument } }),
  }
}

function directive(name: string, values: Record<string, ConstValueNode>): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(values).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value,
    })),
  }
}

function text(value: string): ConstValueNode {
  return { kind: Kind.STRING, value }
}

function texts(values: readonly string[]): ConstValueNode {
  return { kind: Kind.LIST, values: values.map(text) }
}
