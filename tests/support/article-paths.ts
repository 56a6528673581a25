import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

/** A way through the schema from a field of Query to articles. */
export interface ArticlePath {
  /** The field of Query it begins at. */
  readonly root: string
  /** E.g. `author.articles.edges.node`. */
  readonly name: string
  /** The selection below the root field: the fields of the path, and every leaf of the objects on it. */
  readonly selection: string
}

const maxFields = 8

/**
 * All ways to articles: a field at most once, an article at most twice, a topic at most twice, any other type once; below the
 * first connection the others are gone through by their nodes alone.
 * `listSize` is what lists with a size are asked for; leaves named in `echoes` repeat the question and are left out.
 */
export function articlePaths(schema: GraphQLSchema, listSize: number, echoes: readonly string[]): ArticlePath[] {
  const query = schema.getQueryType()
  if (query == null) throw new Error('The schema has no queries')
  return Object.values(query.getFields()).flatMap((root) =>
    walk(getNamedType(root.type), []).map(({ names, selection }) => ({
      root: root.name,
      name: [root.name, ...names].join('.'),
      selection,
    })),
  )

  function walk(type: GraphQLNamedType, visited: readonly string[]): { names: string[]; selection: string }[] {
    if (!isCompositeType(type)) return []
    if (!isObjectType(type)) {
      return schema.getPossibleTypes(type).flatMap((possible) =>
        walk(possible, visited).map(({ names, selection }) => ({
          names: [`<${possible.name}>`, ...names],
          selection: `{ __typename ... on ${possible.name} ${selection} }`,
        })),
      )
    }
    const most = type.name === 'Article' || type.name === 'Topic' ? 2 : 1
    if (visited.filter((name) => name === type.name).length >= most || visited.length >= maxFields) return []
    const here = leaves(type)
    const further = Object.values(type.getFields()).flatMap((field) => {
      if (field.args.some(isRequiredArgument)) return []
      if (field.name === 'edges' && visited.some((name) => name.endsWith('Connection'))) return []
      const below = walk(getNamedType(field.type), [...visited, type.name])
      return below.map(({ names, selection }) => ({
        names: [field.name, ...names],
        selection: `{ ${here} ${field.name}${sized(field)} ${selection} }`,
      }))
    })
    return type.name === 'Article' ? [{ names: [], selection: `{ ${here} }` }, ...further] : further
  }

  function leaves(type: GraphQLObjectType): string {
    return Object.values(type.getFields())
      .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
      .filter((field) => !echoes.includes(`${type.name}.${field.name}`))
      .map((field) => field.name)
      .concat('__typename')
      .join(' ')
  }

  function sized(field: GraphQLField<unknown, unknown>): string {
    return field.args.some(({ name }) => name === 'first') ? `(first: ${listSize})` : ''
  }
}
