import { GraphQLSchema, Kind, lexicographicSortSchema, parse, print, printSchema, visit } from 'graphql'
import type { ConstDirectiveNode, ConstValueNode, GraphQLNamedType } from 'graphql'
import { cacheControlOf } from '../../../schema/cache.ts'
import { costOf, type Cost, type ListSize } from '../../../schema/cost.ts'
import { directives } from '../../../schema/builder/directives.ts'

/**
 * The schema in SDL, sorted, with its costs as the directives of IBM's cost specification
 * (https://ibm.github.io/graphql-specs/cost-spec.html), what it says to caches as Apollo's @cacheControl. `printSchema` alone leaves out where directives stand.
 */
export function printSchemaWithCosts(schema: GraphQLSchema): string {
  const sdl = parse(printSchema(lexicographicSortSchema(withDefinitions(schema))), { noLocation: true })
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

/** The contract defines its directives itself. */
function withDefinitions(schema: GraphQLSchema): GraphQLSchema {
  const missing = directives.filter(({ name }) => schema.getDirective(name) == null)
  if (missing.length === 0) return schema
  return new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), ...missing] })
}

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
