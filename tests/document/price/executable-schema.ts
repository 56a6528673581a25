import type { GraphQLSchema } from 'graphql'
import { clientError } from '../../../schema/errors.ts'
import type { Meter } from '../../../src/keys/meter.ts'
import { priceSchema } from './price-schema.ts'

/** The priced schema with resolvers, whose names go to `ran` in the order in which they run. */
export function executableSchema(ran: string[]): GraphQLSchema {
  const schema = priceSchema()
  const article: object = { id: 'a1', headline: 'Headline', markdown: '*', authors: [{ id: 'u1', name: 'Ann' }] }
  const page = ({ first }: { first?: number }) => {
    if ((first ?? 20) > 100) throw clientError('BAD_USER_INPUT', 'first is a number from 1 to 100.')
    return { nodes: [article, article], edges: [{ cursor: 'c', node: article }], pageInfo: { hasNextPage: false } }
  }
  const resolvers: Record<string, (args: never, context: { meter?: Meter | undefined }) => unknown> = {
    article: () => article,
    articles: page,
    publishers: () => [{ name: 'Us' }],
    rateLimit: (_args, { meter }) => meter?.rateLimit(),
  }
  const query = schema.getQueryType()?.getFields() ?? {}
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = query[name]
    if (field === undefined) throw new Error(`Query.${name} is missing`)
    field.resolve = (_source, args, context) => {
      ran.push(name)
      return resolve(args as never, context as { meter?: Meter | undefined })
    }
  }
  return schema
}
