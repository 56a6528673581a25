import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  print,
} from 'graphql'

type Field = GraphQLField<unknown, unknown>

/** A whole operation that asks for a root field and some of what is below it. Valid against the schema. */
export function operationExample(schema: GraphQLSchema, field: Field): string {
  const kind = schema.getMutationType()?.getFields()[field.name] === field ? 'mutation' : 'query'
  const name = `${field.name.slice(0, 1).toUpperCase()}${field.name.slice(1)}Example`
  return print(parse(`${kind} ${name} { ${call(field)} }`))
}

/** A field as it stands in a selection; null where its name says it all. */
export function fieldExample(field: Field): string | null {
  if (field.args.length === 0 && isLeafType(getNamedType(field.type))) return null
  const printed = print(parse(`{ ${call(field)} }`))
  return printed
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice(2))
    .join('\n')
}

function call(field: Field): string {
  const given = field.args.filter((argument) => isRequiredArgument(argument) || exampleArguments.has(argument.name))
  const values = given.map((argument) => `${argument.name}: ${literal(argument)}`).join(', ')
  return `${field.name}${values === '' ? '' : `(${values})`} ${selection(field.type, 0)}`
}

/** Arguments that an example gives, though they may be left out. */
const exampleArguments = new Set(['first', 'format', 'maxLength', 'dryRun'])

/** Nesting of an example's selection. */
const maxLevels = 2

function selection(outer: GraphQLOutputType, level: number): string {
  const type = getNamedType(outer)
  if (!isCompositeType(type)) return ''
  if (isAbstractType(type)) return '{ __typename id }'
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument))
  const nodes = fields.find(({ name }) => name === 'nodes')
  if (nodes !== undefined) return `{ nodes ${selection(nodes.type, level + 1)} pageInfo { hasNextPage endCursor } }`
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)) && field.deprecationReason == null)
  const preferred = [...leaves].sort((one, other) => rank(one) - rank(other)).slice(0, maxLeaves)
  const below = fields.filter((field) => isCompositeType(getNamedType(field.type)))
  const deeper = level < maxLevels && leaves.length < 2 ? below.slice(0, 2) : []
  const parts = [
    ...preferred.map(({ name }) => name),
    ...deeper.map((field) => `${field.name} ${selection(field.type, level + 1)}`),
  ]
  return `{ ${parts.length === 0 ? '__typename' : parts.join(' ')} }`
}

const maxLeaves = 3

/** What people ask for first. */
function rank({ name }: Field): number {
  const at = ['headline', 'name', 'title', 'text', 'url', 'value', 'id', 'path', 'count'].indexOf(name)
  return at < 0 ? 99 : at
}

function literal({ name, type }: GraphQLArgument | GraphQLInputField): string {
  return literalOf(getNullableType(type), name)
}

function literalOf(type: GraphQLInputType, name: string): string {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return `[${literalOf(nullable.ofType as GraphQLInputType, name)}]`
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? 'null'
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields())
    const given = nullable.isOneOf
      ? [fields.find((field) => field.name === 'slug') ?? fields.find((field) => field.name === 'id') ?? fields[0]]
      : fields.filter(isRequiredInputField)
    return `{ ${given.flatMap((field) => (field === undefined ? [] : `${field.name}: ${literal(field)}`)).join(', ')} }`
  }
  return valuesByName[name] ?? valuesByType[nullable.toString()] ?? '"text"'
}

const valuesByName: Record<string, string> = {
  query: '"harbour"',
  prefix: '"har"',
  slug: '"a-slug"',
  path: '"world/asia"',
  name: '"My app"',
  source: '"cms"',
  externalId: '"42"',
  headline: '"A headline"',
  reason: '"Published by mistake"',
  maxLength: '140',
  dryRun: 'true',
  first: '5',
}

const valuesByType: Record<string, string> = {
  ID: '"QXJ0aWNsZTox"',
  Int: '5',
  Float: '0.5',
  Boolean: 'true',
  DateTime: '"2026-11-25T08:00:00Z"',
  URL: '"https://www.example.org/story"',
  LanguageTag: '"en"',
}
