import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql'
import { schema } from '../../../schema/index.ts'

type Field = GraphQLField<unknown, unknown>

/** Selections that are written from the schema. */
export interface Selections {
  /** One for each field two levels down, so that none is too large; all leaves of what is met on the way. */
  each(field: Field): string[]
  /** Everything down to a depth, in one; empty for a leaf. */
  whole(field: Field, depth: number): string
}

/** `onField` hears the name of every field that is selected, e.g. `Article.headline`; `leftOut` names fields that never are. */
export function createSelections(
  onField: (name: string) => void = () => undefined,
  leftOut: ReadonlySet<string> = new Set(),
): Selections {
  const compositesOf = (type: GraphQLObjectType): Field[] =>
    Object.values(type.getFields()).filter(
      (field) => isCompositeType(getNamedType(field.type)) && !leftOut.has(`${type.name}.${field.name}`),
    )

  function each(field: Field): string[] {
    return possibleOf(field).flatMap((type) => {
      const parts = compositesOf(type).map((below) => `${below.name}${first(below)} ${whole(below, 2)}`)
      for (const below of compositesOf(type)) onField(`${type.name}.${below.name}`)
      const on = (inner: string) => `{ ... on ${type.name} { ${leavesOf(type)} ${inner} } }`
      return [on(''), ...parts.map(on)]
    })
  }

  function whole(field: Field, depth: number): string {
    const possible = possibleOf(field)
    if (possible.length === 0) return ''
    const inner = possible.map((type) => {
      const below = depth === 0 ? [] : compositesOf(type)
      for (const one of below) onField(`${type.name}.${one.name}`)
      const parts = below.map((one) => `${one.name}${first(one)} ${whole(one, depth - 1)}`)
      return `... on ${type.name} { ${leavesOf(type, possible.length > 1)} ${parts.join(' ')} }`
    })
    return `{ ${inner.join(' ')} }`
  }

  function leavesOf(type: GraphQLObjectType, isOneOfMany = false): string {
    const names = Object.values(type.getFields())
      .filter((field) => isLeafType(getNamedType(field.type)))
      .map(({ name }) => name)
    for (const name of names) onField(`${type.name}.${name}`)
    // of one type here and of another there: side by side they need names of their own
    const aliased = names.map((name) => (isOneOfMany && differing.has(name) ? `${name}Of${type.name}: ${name}` : name))
    return ['__typename', ...aliased].join(' ')
  }

  return { each, whole }
}

const differing = new Set(['language', 'type', 'url', 'kind', 'description', 'image', 'name'])

function possibleOf(field: Field): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type)
  if (!isCompositeType(type)) return []
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type)
}

function first(field: Field): string {
  return field.args.some(({ name }) => name === 'first') ? '(first: 2)' : ''
}
