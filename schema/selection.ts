import { collectSubFields } from '@graphql-tools/utils'
import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
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
}

export interface SelectedField {
  readonly args: Readonly<Record<string, unknown>>
  readonly below: Selection
}

type Look = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** The selection below the field that is being resolved; `type` says which type, where the field returns an interface. */
export function selectionBelow(info: GraphQLResolveInfo, type?: string): Selection {
  const named = type === undefined ? getNamedType(info.returnType) : info.schema.getType(type)
  return select(info, named, info.fieldNodes)
}

/** All the light fields of an object and no relation: for those who cannot look ahead. */
export const lightFields: Selection = { has: () => true, only: () => null, key: {} }

/** The same fields, with every relation left to its loader; only the frame of a connection is looked through. */
export function withoutRelations(selection: Selection): Selection {
  return {
    has: (field) => selection.has(field),
    only: (field) => {
      const selected = frame.has(field) ? selection.only(field) : null
      return selected === null ? null : { args: selected.args, below: withoutRelations(selected.below) }
    },
    key: selection.key,
  }
}

const frame = new Set(['edges', 'node', 'nodes', 'count'])

function select(look: Look, type: unknown, nodes: readonly FieldNode[]): Selection {
  if (!isObjectType(type)) return { has: () => false, only: () => null, key: nodes }
  const byName = fieldsByName(look, type, nodes)
  return {
    has: (field) => byName.has(field),
    only: (field) => {
      const variants = byName.get(field)
      return variants === undefined ? null : selectedOnce(look, type, field, variants)
    },
    key: nodes,
  }
}

/** Each entry is one response key with its merged nodes. */
function fieldsByName(look: Look, type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[][]> {
  const { fields } = collectSubFields(
    look.schema,
    look.fragments as never,
    look.variableValues as never,
    type,
    nodes as never,
  )
  const byName = new Map<string, FieldNode[][]>()
  for (const merged of fields.values() as Iterable<FieldNode[]>) {
    const name = merged[0]?.name.value
    if (name === undefined) continue
    const variants = byName.get(name)
    if (variants === undefined) byName.set(name, [merged])
    else variants.push(merged)
  }
  return byName
}

/** Fragments and aliases may bring several nodes; a plan has room for one set of arguments. */
function selectedOnce(
  look: Look,
  type: GraphQLObjectType,
  name: string,
  variants: readonly FieldNode[][],
): SelectedField | null {
  const field = type.getFields()[name]
  const nodes = variants.length === 1 ? (variants[0] ?? []) : variants.flat()
  const [first, ...others] = nodes
  if (field === undefined || first === undefined) return null
  const args = getArgumentValues(field, first, look.variableValues)
  if (others.length > 0 && field.args.length > 0) {
    const text = JSON.stringify(args)
    if (others.some((node) => JSON.stringify(getArgumentValues(field, node, look.variableValues)) !== text)) return null
  }
  return { args, below: select(look, getNamedType(field.type), nodes) }
}
