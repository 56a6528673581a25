import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql'

type JsonSchema = Readonly<Record<string, unknown>>

/**
 * A JSON Schema (draft 2020-12) of values of a GraphQL input type: same fields, same requirements, same descriptions, since it
 * is made from the type itself. Nested inputs are under `$defs`.
 */
export function toJsonSchema(type: GraphQLInputObjectType, title: string): JsonSchema {
  const nested = new Map<string, GraphQLInputObjectType>()
  collect(type, nested)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...objectSchema(type),
    $defs: Object.fromEntries(
      [...nested.values()].filter((one) => one !== type).map((one) => [one.name, objectSchema(one)]),
    ),
  }
}

function collect(type: GraphQLInputObjectType, into: Map<string, GraphQLInputObjectType>): void {
  if (into.has(type.name)) return
  into.set(type.name, type)
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type)
    if (isInputObjectType(named)) collect(named, into)
  }
}

function objectSchema(type: GraphQLInputObjectType): JsonSchema {
  const fields = Object.values(type.getFields())
  const required = fields.filter((field) => isNonNullType(field.type) && defaultOf(field) === undefined)
  return {
    type: 'object',
    description: type.description ?? undefined,
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
    additionalProperties: false,
    ...(type.isOneOf ? { minProperties: 1, maxProperties: 1 } : {}),
  }
}

function fieldSchema(field: GraphQLInputField): JsonSchema {
  const value = defaultOf(field)
  return {
    ...(field.description == null ? {} : { description: field.description }),
    ...valueSchema(field.type),
    ...(value === undefined ? {} : { default: value }),
  }
}

function defaultOf(field: GraphQLInputField): unknown {
  return field.default !== undefined && 'value' in field.default ? field.default.value : undefined
}

function valueSchema(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return strictSchema(type.ofType)
  return { anyOf: [strictSchema(type), { type: 'null' }] }
}

function strictSchema(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return strictSchema(type.ofType)
  if (isListType(type)) return { type: 'array', items: valueSchema(type.ofType) }
  if (isInputObjectType(type)) return { $ref: `#/$defs/${type.name}` }
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) }
  return isScalarType(type) ? (scalarSchemas[type.name] ?? {}) : {}
}

const scalarSchemas: Readonly<Record<string, JsonSchema>> = {
  String: { type: 'string' },
  ID: { type: 'string' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  URL: { type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://', maxLength: 2048 },
  LanguageTag: { type: 'string', pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' },
}
