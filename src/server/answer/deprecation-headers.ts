import type { GraphQLSchema } from 'graphql'
import { deprecationsOf } from '../../../schema/deprecation.ts'
import { slugOf } from '../../pages/reference/kinds.ts'
import type { Exchange } from '../exchange.ts'

/** Notes what an answer's operation uses that is deprecated, by name, and says so in its headers. */
export type TellDeprecated = (exchange: Exchange, members: readonly string[]) => void

/** Members that are named in one answer, at most. */
const maxLinks = 10

/**
 * The headers `Deprecation` (RFC 9745: since when) and `Sunset` (RFC 8594: until when), for what goes first, and for each member a
 * `Link` that names it and leads to the reference, relative to the address of GraphQL.
 */
export function createTellDeprecated(schema: GraphQLSchema): TellDeprecated {
  const deprecations = deprecationsOf(schema)
  return (exchange, members) => {
    // an answer may have been made by a gateway of another version
    const used = members.flatMap((member) => deprecations.get(member) ?? [])
    const [since] = used.map((one) => one.since).toSorted()
    const [removedOn] = used.map((one) => one.removedOn).toSorted()
    if (since === undefined || removedOn === undefined) return
    exchange.deprecated = used.map(({ member }) => member)
    Object.assign(exchange.headers, {
      deprecation: `@${Date.parse(since) / 1000}`,
      sunset: new Date(removedOn).toUTCString(),
      link: used
        .slice(0, maxLinks)
        .map(({ member }) => linkTo(schema, member))
        .join(', '),
    })
  }
}

function linkTo(schema: GraphQLSchema, member: string): string {
  const type = schema.getType(member.slice(0, member.indexOf('.')))
  const page = type === undefined ? 'reference' : `reference/${slugOf(schema, type)}`
  return `<${page}#${member}>; rel="deprecation"; type="text/html"; title="${member}"`
}
