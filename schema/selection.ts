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

/** The same fields, with every relation left to its loader. */
export function withoutRelations(selection: Selection): Selection {
  return { has: (field) => selection.has(field), only: () => null, key: selection.key }
}

function select(look: Look, type: unknown, nodes: readonly FieldNode[]): Selection {
  if (!isObjectType(type)) return { has: () => false, only: () => null, key: nodes[0] ?? {} }
  const byName = fieldsByName(look, type, nodes)
  return {
    has: (field) => byName.has(field),
    only: (field) => {
      const variants = byName.get(field)
      return variants === undefined ? null : selectedOnce(look, type, field, variants)
    },
    key: nodes[0] ?? {},
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

function selectedOnce(
  look: Look,
  type: GraphQLObjectType,
  name: string,
  variants: readonly FieldNode[][],
): SelectedField | null {
  const field = type.getFields()[name]
  const first = variants[0]?.[0]
  if (field === undefined || first === undefined) return null
  const args = getArgumentValues(field, first, look.variableValues)
  if (variants.length > 1) {
    const text = JSON.stringify(args)
    const others = variants.slice(1)
    const same = others.every(
      ([node]) => node !== undefined && JSON.stringify(getArgumentValues(field, node, look.variableValues)) === text,
    )
    if (!same) return null
  }
  const nodes = variants.length === 1 ? (variants[0] ?? []) : variants.flat()
  return { args, below: select(look, getNamedType(field.type), nodes) }
}
