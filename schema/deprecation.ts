import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'

/** Something of the contract that is on its way out. */
export interface Deprecation {
  /** `Article.summary`, an argument `Article.summary.maxLength`, a value `ArticleType.NEWS`: its anchor in the reference. */
  readonly member: string
  /** What to use instead, and both dates in words. */
  readonly reason: string
  /** UTC days, e.g. 2026-11-30: since when it has been deprecated, and from when on it is not there any more. */
  readonly since: string
  readonly removedOn: string
}

/** The form of every reason: what to use instead, then both dates. A test says that all deprecated members of the contract keep it. */
const form = /\bDeprecated on (\d{4}-\d{2}-\d{2}), removed on (\d{4}-\d{2}-\d{2})\.$/

/** The dates of a reason such as `Use headline. Deprecated on 2026-11-30, removed on 2027-06-30.`; null where it has none. */
export function datesOf(reason: string): Pick<Deprecation, 'since' | 'removedOn'> | null {
  const [, since, removedOn] = form.exec(reason) ?? []
  if (since === undefined || removedOn === undefined) return null
  if (Number.isNaN(Date.parse(since)) || Number.isNaN(Date.parse(removedOn)) || since >= removedOn) return null
  return { since, removedOn }
}

/** All fields, arguments, input fields and enum values of a schema that are deprecated, by name. Throws where a reason lacks its dates. */
export function deprecationsOf(schema: GraphQLSchema): ReadonlyMap<string, Deprecation> {
  let found = known.get(schema)
  if (found === undefined) known.set(schema, (found = findDeprecations(schema)))
  return found
}

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, Deprecation>>()

function findDeprecations(schema: GraphQLSchema): ReadonlyMap<string, Deprecation> {
  const found = new Map<string, Deprecation>()
  const note = (member: string, { deprecationReason: reason }: Deprecable): void => {
    if (reason == null) return
    const dates = datesOf(reason)
    if (dates === null) throw new Error(`The deprecation of ${member} lacks its dates: "${reason}"`)
    found.set(member, { member, reason, ...dates })
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value)
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field)
      if (!('args' in field)) continue
      for (const argument of field.args) note(`${type.name}.${field.name}.${argument.name}`, argument)
    }
  }
  return found
}

interface Deprecable {
  readonly deprecationReason?: string | null | undefined
}
