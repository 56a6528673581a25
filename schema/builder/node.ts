import { slicedCost } from '../cost.ts'
import { builder } from './builder.ts'
import type { Context } from '../context.ts'
import { badInput } from '../errors.ts'
import { parseGlobalId, type GlobalId, type NodeType } from '../global-id.ts'
import { maxNodes, readNodeId } from '../look-up-args.ts'
import { requireScope } from './scope.ts'
import { selectionBelow, type Selection } from '../selection.ts'

/** Relay's Node: anything with an id of its own. */
export const NodeRef = builder.interfaceRef<{ readonly id: number }>('Node').implement({
  description: 'An object with an id of its own, as Relay specifies global object identification.',
  resolveType: (value) => typeOf.get(value) ?? null,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id, unique across all types of this gateway.',
      resolve: () => {
        throw new Error('each type resolves its own id')
      },
    }),
  }),
})

type LoadNode = (context: Context, id: number, selection: Selection) => Promise<object | null> | object | null

const loaders = new Map<NodeType, LoadNode>()
const typeOf = new WeakMap<object, NodeType>()

/** Tells `node` and `nodes` how to load one type; what the caller may not see is null. */
export function registerNode(type: NodeType, load: LoadNode): void {
  loaders.set(type, load)
}

/** Says of which type an object is that is handed out as a Node. */
export function asNode<T extends object>(type: NodeType, value: T): T {
  typeOf.set(value, type)
  return value
}

builder.queryFields((t) => ({
  node: t.field({
    type: NodeRef,
    nullable: true,
    description: 'The object with this id; null when there is none, or when the caller may not see it.',
    args: { id: t.arg.id({ required: true, description: 'An id as a field "id" gave it.' }) },
    resolve: (_root, args, context, info) => {
      const parsed = readNodeId(args)
      return loadNode(context, parsed, selectionBelow(info, parsed.type)) as never
    },
  }),
  nodes: t.field({
    extensions: slicedCost('ids', 1, 100),
    type: [NodeRef],
    nullable: { list: false, items: true },
    description:
      'The objects with these ids, at most 100, in the order of the ids. An item is null when there is no such object, or when the caller may not see it.',
    args: { ids: t.arg.idList({ required: true, description: 'Ids as fields "id" gave them, at most 100.' }) },
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > maxNodes) throw badInput(`ids takes at most ${maxNodes} ids.`)
      const selections = new Map<NodeType, Selection>()
      // a malformed id is an error at its own place: the list may not be null, and the other ids have answers
      return ids.map(async (id) => {
        const parsed = parseGlobalId(String(id))
        const selection = selections.get(parsed.type) ?? selectionBelow(info, parsed.type)
        selections.set(parsed.type, selection)
        return loadNode(context, parsed, selection)
      }) as never
    },
  }),
}))

async function loadNode(context: Context, { type, id }: GlobalId, selection: Selection): Promise<object | null> {
  if (type !== 'ApiKey') requireScope(context, 'CONTENT_READ')
  const found = (await loaders.get(type)?.(context, id, selection)) ?? null
  return found === null ? null : asNode(type, found)
}
