import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isScalarType,
  specifiedScalarTypes,
} from 'graphql'

/** A page of the reference and the types on it. */
export interface Kind {
  /** The last part of its path. */
  readonly slug: string
  readonly title: string
  readonly about: string
  readonly types: readonly GraphQLNamedType[]
}

/** All types of the schema but introspection's, by page; each on exactly one. */
export function kindsOf(schema: GraphQLSchema): Kind[] {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return pages
    .map(({ slug, title, about }) => ({
      slug,
      title,
      about,
      types: types.filter((type) => slugOf(schema, type) === slug),
    }))
    .filter((kind) => kind.types.length > 0)
}

/** The page that a type is on. */
export function slugOf(schema: GraphQLSchema, type: GraphQLNamedType): string {
  if (type === schema.getQueryType()) return 'queries'
  if (type === schema.getMutationType()) return 'mutations'
  if (type === schema.getSubscriptionType()) return 'subscriptions'
  if (isInputObjectType(type)) return 'inputs'
  if (isEnumType(type)) return 'enums'
  if (isScalarType(type)) return 'scalars'
  return 'objects'
}

/** Whether every GraphQL server has it. */
export function isBuiltIn(type: GraphQLNamedType): boolean {
  return specifiedScalarTypes.some(({ name }) => name === type.name)
}

const pages: readonly Omit<Kind, 'types'>[] = [
  { slug: 'queries', title: 'Queries', about: 'Where a query begins.' },
  { slug: 'mutations', title: 'Mutations', about: 'What can be changed, and the scope that it takes.' },
  { slug: 'subscriptions', title: 'Subscriptions', about: 'What can be listened to.' },
  { slug: 'objects', title: 'Objects', about: 'What comes back.' },
  { slug: 'inputs', title: 'Inputs', about: 'What can be sent.' },
  { slug: 'enums', title: 'Enums', about: 'Words with a fixed meaning.' },
  { slug: 'scalars', title: 'Scalars', about: 'Plain values and their form.' },
]
