import type { ImplementableObjectRef } from '@pothos/core'
import { builder } from './builder.ts'
import { defaultCountLimit, maxCountLimit, readSize } from '../list-args.ts'
import type { BoundedCount, Connection, Edge } from '../models.ts'
import { selectionBelow } from '../selection.ts'

export const PageInfoRef = builder.objectRef<Connection<unknown>>('PageInfo').implement({
  description: 'Position of a page in its list, as Relay specifies it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Are there items after the last one of this page?' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Are there items before the first one of this page?',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'Cursor of the first item, for before. Null on an empty page.',
      resolve: (page) => page.edges[0]?.cursor() ?? null,
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Cursor of the last item, for after. Null on an empty page.',
      resolve: (page) => page.edges.at(-1)?.cursor() ?? null,
    }),
  }),
})

export const BoundedCountRef = builder.objectRef<BoundedCount>('BoundedCount').implement({
  description: 'A count that never reads more than limit + 1 rows.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'The number of items, at most the limit.' }),
    exact: t.exposeBoolean('exact', { description: 'False when there are more than the limit.' }),
  }),
})

type Ref<T> = ImplementableObjectRef<(typeof builder)['$inferSchemaTypes'], T>

/** Describes the connection and edge types of one noun: `plural` names what is listed, e.g. "articles". */
export function describeConnection<T>(
  connection: Ref<Connection<T>>,
  edge: Ref<Edge<T>>,
  node: Ref<T>,
  plural: string,
): void {
  edge.implement({
    description: `One of the ${plural} of a page, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Opaque, signed position in this list; good for the same list, filter and order only.',
        resolve: (parent) => parent.cursor(),
      }),
      node: t.field({ type: node, description: 'The item itself.', resolve: (parent) => parent.node as never }),
    }),
  })
  connection.implement({
    description: `A page of ${plural}, as Relay specifies connections.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: `The ${plural} with their cursors.`,
        resolve: (parent) => parent.edges as never,
      }),
      nodes: t.field({
        type: [node],
        description: `The ${plural} alone, for those who need no cursors.`,
        resolve: (parent) => parent.edges.map((one) => one.node) as never,
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Where this page stands in its list.',
        resolve: (parent) => parent as never,
      }),
      count: t.field({
        type: BoundedCountRef,
        description: `How many ${plural} the whole list has. Runs only when selected.`,
        args: {
          limit: t.arg.int({
            defaultValue: defaultCountLimit,
            description: `Count no further than this: 1 to ${maxCountLimit.toLocaleString('en')}.`,
          }),
        },
        resolve: (parent, { limit }, _context, info) =>
          parent.count(readSize('limit', limit ?? defaultCountLimit, maxCountLimit), selectionBelow(info).key),
      }),
    }),
  })
}
