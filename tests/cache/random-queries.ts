import { getNamedType, isCompositeType, isObjectType, isRequiredArgument, type GraphQLObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { type GeneratedQuery, unsteady, ways } from './generated-queries.ts'

/** Objects below each other in a query, at most. */
const maxDepth = 3

/** Queries that mix ways to objects, fields, ids and nesting; of the same seed (a whole number) the same ones. */
export function randomQueries(seed: number): { next(count: number): readonly GeneratedQuery[] } {
  let state = seed >>> 0
  // mulberry32
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)]
    if (found === undefined) throw new Error('There is nothing to pick from.')
    return found
  }

  function selectionOf(type: GraphQLObjectType, isSearch: boolean, depth: number, fields: string[]): string {
    const possible = Object.values(type.getFields()).filter(({ name, args, type: of }) => {
      const full = `${type.name}.${name}`
      if (args.some(isRequiredArgument)) return false
      // what changes by itself from one moment to the next
      if (unsteady.has(full) && (isSearch || full.startsWith('SearchEdge'))) return false
      const below = getNamedType(of)
      return isCompositeType(below) ? depth > 0 && isObjectType(below) : true
    })
    if (possible.length === 0) return '__typename'
    const chosen = new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(possible)))
    const parts = random() < 0.5 && type.getFields()['id'] !== undefined ? ['id'] : ['__typename']
    for (const field of chosen) {
      fields.push(`${type.name}.${field.name}`)
      const below = getNamedType(field.type)
      const few = field.args.some(({ name }) => name === 'first') && random() < 0.7 ? '(first: 2)' : ''
      const selection = isObjectType(below) ? ` { ${selectionOf(below, isSearch, depth - 1, fields)} }` : ''
      parts.push(`${field.name}${few}${selection}`)
    }
    return parts.join(' ')
  }

  function one(): GeneratedQuery {
    const fields: string[] = []
    const roots = Array.from({ length: random() < 0.3 ? 2 : 1 }, (_, index) => {
      const [typeName, way] = pick(ways)
      const type = schema.getType(typeName)
      if (!isObjectType(type)) throw new Error(`${typeName} is no object type.`)
      const selection = selectionOf(type, way.startsWith('search'), maxDepth, fields)
      return `r${index}: ${way.replaceAll('*', selection)}`
    })
    return { query: `{ ${roots.join(' ')} }`, fields }
  }

  return { next: (count) => Array.from({ length: count }, one) }
}
