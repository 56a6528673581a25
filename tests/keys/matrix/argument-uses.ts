import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

/** One way to use one argument, or one input field somewhere below it. */
export interface ArgumentUse {
  /** What is used: `Query.articles(first)`, or `ArticleFilter.types` for an input field. */
  readonly coordinate: string
  /** The field, e.g. `Query.articles`. */
  readonly owner: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
  /** Every argument that is sent, by name. */
  readonly args: Readonly<Record<string, unknown>>
}

/** Values for a scalar, by the coordinate of what takes it; undefined where nobody has thought of it. */
export type Recipe = (coordinate: string) => readonly unknown[] | undefined

/**
 * Every use of every argument of the schema: each input field however deep, each value of an enum, both of a boolean, and
 * each value that the recipe has for a scalar. What is required beside it gets the first value that it can have.
 * `missing` hears of every scalar without a recipe.
 */
export function usesOf(schema: GraphQLSchema, recipe: Recipe, missing: (coordinate: string) => void): ArgumentUse[] {
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((owner) => Object.values(owner.getFields()).map((field) => ({ owner, field })))
    .flatMap(({ owner, field }) =>
      field.args.flatMap((argument) =>
        valuesOf(argument.type, `${owner.name}.${field.name}(${argument.name})`).map(({ coordinate, value }) => ({
          coordinate,
          owner,
          field,
          args: { ...requiredBeside(owner, field, argument), [argument.name]: value },
        })),
      ),
    )

  function requiredBeside(
    owner: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    beside: GraphQLArgument,
  ): Record<string, unknown> {
    return Object.fromEntries(
      field.args
        .filter((one) => one !== beside && isRequiredArgument(one))
        .map(({ name, type }) => [name, valuesOf(type, `${owner.name}.${field.name}(${name})`)[0]?.value]),
    )
  }

  function valuesOf(given: GraphQLInputType, coordinate: string): { coordinate: string; value: unknown }[] {
    const type = getNullableType(given)
    if (isListType(type)) {
      const items = valuesOf(type.ofType, coordinate)
      const each = items.map((item) => ({ coordinate: item.coordinate, value: [item.value] }))
      // side by side as well, where they are values and not objects with one thing in each
      return isLeafType(getNamedType(type)) && items.length > 1
        ? [...each, { coordinate, value: items.map(({ value }) => value) }]
        : each
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
      return fields.flatMap((field) =>
        valuesOf(field.type, `${type.name}.${field.name}`).map((use) => ({
          coordinate: use.coordinate,
          value: { ...requiredIn(fields, field, type.name), [field.name]: use.value },
        })),
      )
    }
    if (isEnumType(type)) return type.getValues().map(({ name }) => ({ coordinate, value: name }))
    if (type.name === 'Boolean') return [true, false].map((value) => ({ coordinate, value }))
    const values = recipe(coordinate)
    if (values === undefined) missing(coordinate)
    return (values ?? []).map((value) => ({ coordinate, value }))
  }

  function requiredIn(
    fields: readonly GraphQLInputField[],
    beside: GraphQLInputField,
    type: string,
  ): Record<string, unknown> {
    return Object.fromEntries(
      fields
        .filter((one) => one !== beside && isRequiredInputField(one))
        .map((one) => [one.name, valuesOf(one.type, `${type}.${one.name}`)[0]?.value]),
    )
  }
}

/** Every coordinate that a use is asked of: arguments and input fields that take a value, however deep. */
export function coordinatesOf(uses: readonly ArgumentUse[]): string[] {
  return [...new Set(uses.map(({ coordinate }) => coordinate))].sort()
}
