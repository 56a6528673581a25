import { isListType, getNullableType, Kind, valueFromASTUntyped } from 'graphql'
import type { FieldNode, GraphQLArgument, GraphQLField, ValueNode } from 'graphql'
import type { ListSize } from '../../../schema/cost.ts'

/** How many items a list may have: a number, or what variables decide. */
export type Size = number | DynamicSize

export interface DynamicSize {
  readonly index: number
  readonly of: (variables: Variables) => number
}

/** Coerced variables, by name. */
export type Variables = Readonly<Record<string, unknown>>

/** Items of a list that says nothing about its size. */
export const unsizedList = 10

/**
 * The size that a field's `listSize` gives it, by its arguments as they are written; `toDynamic` makes the part that has to
 * wait for variables, whose names are added to `names`.
 */
export function sizeOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  listSize: ListSize,
  names: Set<string>,
  toDynamic: (of: DynamicSize['of']) => Size,
): Size {
  const parts = (listSize.slicingArguments ?? []).map((path) => partOf(field, node, path, names))
  const largestOf = (counts: readonly (number | null)[]) => {
    const given = counts.filter((count) => count !== null)
    const size = given.length > 0 ? Math.max(...given) : (listSize.assumedSize ?? unsizedList)
    return Math.min(Math.max(size, 0), listSize.maximumSize ?? Infinity)
  }
  if (parts.some((part) => typeof part === 'function')) {
    return toDynamic((variables) =>
      largestOf(parts.map((part) => (typeof part === 'function' ? part(variables) : part))),
    )
  }
  return largestOf(parts.filter((part) => typeof part !== 'function'))
}

type Part = number | null | ((variables: Variables) => number | null)

function partOf(field: GraphQLField<unknown, unknown>, node: FieldNode, path: string, names: Set<string>): Part {
  const [name = '', ...below] = path.split('.')
  const argument = field.args.find((one) => one.name === name)
  if (argument === undefined) return null
  const isList = below.length > 0 || isListType(getNullableType(argument.type))
  const byDefault = countIn(defaultOf(argument), below, isList)
  const written = node.arguments?.find((one) => one.name.value === name)?.value
  return written === undefined ? byDefault : countOf(written, below, isList, byDefault, names)
}

/** Follows the path through the literal, and stops at the first variable. */
function countOf(
  written: ValueNode,
  path: readonly string[],
  isList: boolean,
  byDefault: number | null,
  names: Set<string>,
): Part {
  if (written.kind === Kind.VARIABLE) {
    const name = written.name.value
    names.add(name)
    // a variable that was not sent leaves the argument to its default
    return (variables) => (name in variables ? countIn(variables[name], path, isList) : byDefault)
  }
  if (written.kind === Kind.LIST) return written.values.length
  const [next, ...below] = path
  if (written.kind === Kind.OBJECT && next !== undefined) {
    const inner = written.fields.find((field) => field.name.value === next)?.value
    return inner === undefined ? null : countOf(inner, below, isList, null, names)
  }
  return countIn(valueFromASTUntyped(written), path, isList)
}

/** A number as it is, a list by its length, one value in place of a list as 1, nothing as null. */
function countIn(value: unknown, path: readonly string[], isList: boolean): number | null {
  let inner = value
  for (const name of path) {
    const outer: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {}
    inner = outer[name]
  }
  if (inner === undefined || inner === null) return null
  if (Array.isArray(inner)) return inner.length
  if (isList) return 1
  const count = Number(inner)
  return Number.isFinite(count) ? count : null
}

function defaultOf(argument: GraphQLArgument): unknown {
  const { default: byDefault, defaultValue } = argument
  if (byDefault?.literal !== undefined) return valueFromASTUntyped(byDefault.literal)
  return byDefault?.value ?? defaultValue
}
