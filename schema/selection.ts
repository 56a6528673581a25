import { collectSubFields } from '@graphql-tools/utils'
import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type ValueNode,
} from 'graphql'

/** What is selected below a field: a plain tree that the ports take to plan ahead. Computed as it is asked for. */
export interface Selection {
  /** Is the field selected, under whatever alias? */
  has(field: string): boolean
  /**
   * The field with its arguments, where it is selected under one set of arguments.
   * Null where it is not selected, or under aliases with other arguments: then its loader answers.
   */
  only(field: string): SelectedField | null
  /** Something that is the same for all objects at one place of the document; a loader batches by it. */
  readonly key: object
  /** All fields in the order of the answer; none for those who cannot look ahead. */
  fields(): readonly ResponseField[]
}

export interface SelectedField {
  readonly args: Readonly<Record<string, unknown>>
  readonly below: Selection
  /** The arguments under other variables; absent where no variable is in them. Throws what graphql says of a value. */
  readonly argsUnder?: (variables: LookaheadInfo['variableValues']) => Readonly<Record<string, unknown>>
}

/** A field as the answer has it: aliases of one field are fields of their own. */
export interface ResponseField extends SelectedField {
  /** The name in the answer: the alias, else the field's. */
  readonly key: string
  readonly name: string
  /** Where it is written; fragments may bring several. */
  readonly nodes: readonly FieldNode[]
  /** What is selected where the object is of this type, for fields that return an interface. */
  belowOn(type: string): Selection
}

/** What a selection is read from: a part of `info`. */
export type LookaheadInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** What an operation selects at its root. */
export function selectionOf(
  lookahead: LookaheadInfo,
  type: GraphQLObjectType,
  operation: GraphQLResolveInfo['operation'],
): Selection {
  const { selectionSet } = operation
  return select(lookahead, type, [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '' }, selectionSet }])
}

/** The selection below the field that is being resolved; `type` says which type, where the field returns an interface. */
export function selectionBelow(info: GraphQLResolveInfo, type?: string): Selection {
  const named = type === undefined ? getNamedType(info.returnType) : info.schema.getType(type)
  return select(info, named, info.fieldNodes)
}

/** All the light fields of an object and no relation: for those who cannot look ahead. */
export const lightFields: Selection = { has: () => true, only: () => null, key: {}, fields: () => [] }

/** The same fields, with every relation left to its loader; only the frame of a connection is looked through. */
export function withoutRelations(selection: Selection): Selection {
  return {
    has: (field) => selection.has(field),
    only: (field) => {
      const selected = frame.has(field) ? selection.only(field) : null
      return selected === null ? null : { args: selected.args, below: withoutRelations(selected.below) }
    },
    key: selection.key,
    fields: () => [],
  }
}

const frame = new Set(['edges', 'node', 'nodes', 'count'])

/** Fields that a plan is made of: where they are deferred they are planned all the same. */
const alwaysPlanned = new Set(['edges', 'node', 'nodes'])

function select(lookahead: LookaheadInfo, type: unknown, nodes: readonly FieldNode[]): Selection {
  const key = sameNodes(nodes)
  if (!isObjectType(type)) return { has: () => false, only: () => null, key, fields: () => [] }
  const { now, later } = fieldsByName(lookahead, type, nodes)
  return {
    // what is light comes along, also where it is deferred
    has: (field) => now.has(field) || (later.has(field) && field !== 'count'),
    only: (field) => {
      const variants = now.get(field)
      const deferred = later.get(field) ?? []
      if (variants === undefined && !alwaysPlanned.has(field)) return null
      const all = [...(variants ?? []), ...deferred]
      return all.length === 0 ? null : selectedOnce(lookahead, type, field, all)
    },
    key,
    fields: () => collected(lookahead, type, nodes).fields.map((merged) => responseField(lookahead, type, merged)),
  }
}

function responseField(lookahead: LookaheadInfo, type: GraphQLObjectType, nodes: readonly FieldNode[]): ResponseField {
  const [first] = nodes
  if (first === undefined) throw new Error('A field is selected by at least one node.')
  const name = first.name.value
  const field = type.getFields()[name]
  const belowOn = (below: unknown): Selection => select(lookahead, below, nodes)
  return {
    key: first.alias?.value ?? name,
    name,
    nodes,
    ...(field === undefined ? { args: {} } : argumentsOf(lookahead, field, first)),
    below: belowOn(field === undefined ? undefined : getNamedType(field.type)),
    belowOn: (below) => belowOn(lookahead.schema.getType(below)),
  }
}

function argumentsOf(
  lookahead: LookaheadInfo,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Pick<SelectedField, 'args' | 'argsUnder'> {
  const args = getArgumentValues(field, node, lookahead.variableValues)
  const isVariable = node.arguments?.some(({ value }) => hasVariable(value)) ?? false
  return isVariable ? { args, argsUnder: (variables) => getArgumentValues(field, node, variables) } : { args }
}

function hasVariable(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true
    case Kind.LIST:
      return value.values.some(hasVariable)
    case Kind.OBJECT:
      return value.fields.some((field) => hasVariable(field.value))
    default:
      return false
  }
}

/** Each entry is one response key with its merged nodes. */
function collected(
  lookahead: LookaheadInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): { readonly fields: FieldNode[][]; readonly deferred: FieldNode[][] } {
  const { fields, patches } = collectSubFields(
    lookahead.schema,
    lookahead.fragments as never,
    lookahead.variableValues as never,
    type,
    nodes as never,
  )
  const deferred = patches.flatMap((patch) => [...patch.fields.values()])
  return { fields: [...fields.values()] as FieldNode[][], deferred: deferred as FieldNode[][] }
}

const lists = new WeakMap<FieldNode, (readonly FieldNode[])[]>()

/**
 * The same list for the same nodes: graphql makes a new one for each object, where it gives an answer in parts, and what is loaded at one
 * place of the document has to be known as such.
 */
function sameNodes(nodes: readonly FieldNode[]): object {
  const [first] = nodes
  if (first === undefined) return nodes
  const known = lists.get(first)
  if (known === undefined) {
    lists.set(first, [nodes])
    return nodes
  }
  const same = known.find((list) => list.length === nodes.length && list.every((node, at) => node === nodes[at]))
  if (same !== undefined) return same
  known.push(nodes)
  return nodes
}

/** The entries by the name of their field: those of now, and those of fragments that are deferred. */
function fieldsByName(
  lookahead: LookaheadInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): { readonly now: Map<string, FieldNode[][]>; readonly later: Map<string, FieldNode[][]> } {
  const { fields, deferred } = collected(lookahead, type, nodes)
  return { now: byName(fields), later: byName(deferred) }
}

function byName(entries: readonly FieldNode[][]): Map<string, FieldNode[][]> {
  const found = new Map<string, FieldNode[][]>()
  for (const merged of entries) {
    const name = merged[0]?.name.value
    if (name === undefined) continue
    const variants = found.get(name)
    if (variants === undefined) found.set(name, [merged])
    else variants.push(merged)
  }
  return found
}

/** Fragments and aliases may bring several nodes; a plan has room for one set of arguments. */
function selectedOnce(
  lookahead: LookaheadInfo,
  type: GraphQLObjectType,
  name: string,
  variants: readonly FieldNode[][],
): SelectedField | null {
  const field = type.getFields()[name]
  const nodes = variants.length === 1 ? (variants[0] ?? []) : variants.flat()
  const [first, ...others] = nodes
  if (field === undefined || first === undefined) return null
  const args = getArgumentValues(field, first, lookahead.variableValues)
  if (others.length > 0 && field.args.length > 0) {
    const text = JSON.stringify(args)
    if (others.some((node) => JSON.stringify(getArgumentValues(field, node, lookahead.variableValues)) !== text))
      return null
  }
  return { args, below: select(lookahead, getNamedType(field.type), nodes) }
}
