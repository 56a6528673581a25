import {
  buildSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  parse,
} from 'graphql'
import type {
  ConstDirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLArgument,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  ValueNode,
} from 'graphql'

/**
 * The price of an operation as a client computes it: from the directives of schema.graphql alone, by IBM's rules, in the
 * simplest way. Written without a look at how the gateway does it. Takes no @skip and @include.
 */
export function clientPrice(sdl: string, document: string, variables: Record<string, unknown> = {}): number {
  const schema = buildSchema(sdl)
  const { definitions } = parse(document)
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined) throw new Error('There is no operation.')
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)
  const given = { ...variables }
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue && !(variable.name.value in given)) given[variable.name.value] = plain(defaultValue, given)
  }
  const root = schema.getRootType(operation.operation)
  if (!root) throw new Error('There is no such operation type.')
  const world = { schema, fragments, variables: given }
  return Math.max(1, priceOfSelection(world, root, operation.selectionSet.selections, new Map()))
}

interface World {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

/** `sizes`: the lists among these fields whose size the field above says. */
function priceOfSelection(
  world: World,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  sizes: ReadonlyMap<string, number>,
): number {
  const byKey = new Map<string, FieldNode[]>()
  collect(world, type, selections, byKey)
  let sum = 0
  for (const nodes of byKey.values()) sum += priceOfField(world, type, nodes, sizes)
  return sum
}

function collect(
  world: World,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  byKey: Map<string, FieldNode[]>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      byKey.set(key, [...(byKey.get(key) ?? []), selection])
      continue
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : world.fragments.get(selection.name.value)
    const on = fragment?.typeCondition ? world.schema.getType(fragment.typeCondition.name.value) : type
    if (on === type || (isAbstractType(on) && world.schema.isSubType(on, type))) {
      collect(world, type, fragment?.selectionSet.selections ?? [], byKey)
    }
  }
}

function priceOfField(
  world: World,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  sizes: ReadonlyMap<string, number>,
): number {
  const name = nodes[0]?.name.value ?? ''
  if (name === '__typename') return 0
  const field = type.getFields()[name]
  if (field === undefined) throw new Error(`There is no ${type.name}.${name}.`)
  const named = getNamedType(field.type)
  const own = weightOf(field.astNode?.directives)
  if (!isCompositeType(named)) return own ?? 0

  const listSize = argumentsOf(field.astNode?.directives, 'listSize')
  const below = new Map<string, number>()
  let size = 1
  if (listSize !== null) {
    const length = lengthOf(world, nodes[0], field.args, listSize)
    const sized = (listSize['sizedFields'] as string[] | undefined) ?? []
    if (sized.length > 0) for (const one of sized) below.set(one, length)
    else size = length
  }
  if (isListType(getNullableType(field.type))) size = sizes.get(name) ?? size
  const selections = nodes.flatMap((node) => node.selectionSet?.selections ?? [])
  const types = isObjectType(named) ? [named] : world.schema.getPossibleTypes(named)
  const each = types.map(
    (one) => (own ?? weightOf(one.astNode?.directives) ?? 1) + priceOfSelection(world, one, selections, below),
  )
  return size * Math.max(...each)
}

function lengthOf(
  world: World,
  node: FieldNode | undefined,
  args: readonly GraphQLArgument[],
  listSize: Record<string, unknown>,
): number {
  const counts: number[] = []
  for (const path of (listSize['slicingArguments'] as string[] | undefined) ?? []) {
    const [name, ...below] = path.split('.')
    const written = node?.arguments?.find((one) => one.name.value === name)?.value
    const byDefault = args.find((one) => one.name === name)?.astNode?.defaultValue
    let value: unknown = written === undefined ? undefined : plain(written, world.variables)
    if (value === undefined && byDefault !== undefined) value = plain(byDefault, {})
    for (const step of below) value = (value as Record<string, unknown> | null | undefined)?.[step]
    if (Array.isArray(value)) counts.push(value.length)
    else if (typeof value === 'number') counts.push(value)
    else if (typeof value === 'string') counts.push(1)
  }
  return counts.length > 0 ? Math.max(...counts) : ((listSize['assumedSize'] as number | undefined) ?? 10)
}

function weightOf(directives: readonly ConstDirectiveNode[] | undefined): number | null {
  const cost = argumentsOf(directives, 'cost')
  return cost === null ? null : Number(cost['weight'])
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | null {
  const found = directives?.find((one) => one.name.value === name)
  if (found === undefined) return null
  return Object.fromEntries((found.arguments ?? []).map((one) => [one.name.value, plain(one.value, {})]))
}

function plain(value: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (value.kind) {
    case Kind.VARIABLE:
      return variables[value.name.value]
    case Kind.INT:
    case Kind.FLOAT:
      return Number(value.value)
    case Kind.NULL:
      return null
    case Kind.LIST:
      return value.values.map((one) => plain(one, variables))
    case Kind.OBJECT:
      return Object.fromEntries(value.fields.map((one) => [one.name.value, plain(one.value, variables)]))
    default:
      return value.value
  }
}
