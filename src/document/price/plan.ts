import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql'
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'
import { costOf, type ListSize } from '../../../schema/cost.ts'
import { sizeOf, unsizedList, type DynamicSize, type Size } from './size.ts'

/** A field of a selection, merged from all places that ask for it. Its own price: size x (weight + what is below). */
export interface Step {
  /** Steps below have lower numbers: one pass in order prices them all. */
  readonly index: number
  /** The response key. */
  readonly key: string
  /** Null: one object. */
  readonly size: Size | null
  /** One for each possible type; empty for a leaf. */
  readonly branches: readonly Branch[]
  /** Points of a leaf field. */
  readonly leafWeight: number
  /** UTF-16 units of a leaf field's text for each of which there is a point more; 0: its length costs nothing. */
  readonly charsPerPoint: number
}

export interface Branch {
  readonly type: string
  /** Points for each object. */
  readonly weight: number
  readonly steps: readonly Step[]
}

/** The price of one operation for one choice of its @skip and @include, but for the variables that decide on sizes. */
export interface PricePlan {
  readonly roots: readonly Step[]
  readonly steps: readonly Step[]
  readonly sizes: readonly DynamicSize[]
  /** The variables that decide on sizes. */
  readonly variables: ReadonlySet<string>
}

/** The operation has too many different shapes to be priced in reasonable time. */
export class UnpriceableError extends Error {
  override readonly name = 'UnpriceableError'
}

/** Different merged selections that one operation may have; what people write has some dozens. */
const maxSelections = 4_000

/** `__schema` and `__type` cost this and nothing below, however much of the schema they show. */
const introspectionWeight = 10

/**
 * Lays an operation out for pricing: fields merged as the executor merges them, each fragment at each type once. Linear in
 * the document; what a hostile one could multiply is bounded. Throws UnpriceableError.
 */
export function makePricePlan(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): PricePlan {
  const root = schema.getRootType(operation.operation)
  const layout = new Layout(schema, fragments, conditions)
  const roots = root ? layout.selection(root, [operation.selectionSet], 'root', null) : []
  return { roots, steps: layout.steps, sizes: layout.sizes, variables: layout.variables }
}

/** The size that a field gives to lists one level below it. */
interface Sized {
  readonly fields: ReadonlySet<string>
  readonly size: Size
}

class Layout {
  readonly steps: Step[] = []
  readonly sizes: DynamicSize[] = []
  readonly variables = new Set<string>()
  readonly #schema: GraphQLSchema
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly #conditions: { readonly coerced: Readonly<Record<string, unknown>>; readonly sources: Record<string, never> }
  readonly #selections = new Map<string, readonly Step[] | 'open'>()
  readonly #ids = new Map<FieldNode, number>()
  readonly #sizes = new Map<string, Size>()

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    conditions: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema
    this.#fragments = fragments
    this.#conditions = { coerced: conditions, sources: {} }
  }

  /** The steps of the selection sets of `nodes` together, on one type. The same nodes on the same type are laid out once. */
  selection(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    nodes: string,
    sized: Sized | null,
  ): readonly Step[] {
    const given = sized === null ? '' : `${sizeName(sized.size)}:${[...sized.fields].join()}`
    const name = `${type.name}|${nodes}|${given}`
    const cached = this.#selections.get(name)
    if (cached === 'open') throw new UnpriceableError('A fragment contains itself.')
    if (cached !== undefined) return cached
    if (this.#selections.size >= maxSelections) throw new UnpriceableError('The operation has too many shapes.')
    this.#selections.set(name, 'open')
    const fields = new Map<string, FieldNode[]>()
    const seen = new Set<string>()
    for (const set of sets) this.#collect(type, set.selections, fields, seen)
    const steps = [...fields].map(([key, group]) => this.#step(type, key, group, sized)).filter((step) => step !== null)
    this.#selections.set(name, steps)
    return steps
  }

  #collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    fields: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const group = fields.get(key)
        if (group === undefined) fields.set(key, [selection])
        else group.push(selection)
        continue
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#unseen(selection.name.value, seen)
      if (fragment === null) continue
      const condition = fragment.typeCondition?.name.value
      if (condition === undefined || this.#applies(condition, type)) {
        this.#collect(type, fragment.selectionSet.selections, fields, seen)
      }
    }
  }

  #unseen(name: string, seen: Set<string>): FragmentDefinitionNode | null {
    if (seen.has(name)) return null
    seen.add(name)
    return this.#fragments.get(name) ?? null
  }

  #applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true
    const other = this.#schema.getType(condition)
    return isAbstractType(other) && this.#schema.isSubType(other, type)
  }

  #isIncluded(selection: SelectionNode): boolean {
    if (selection.directives === undefined || selection.directives.length === 0) return true
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.#conditions)
    if (skip?.['if'] === true) return false
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.#conditions)
    return include?.['if'] !== false
  }

  /** Null for what costs nothing. */
  #step(type: GraphQLObjectType, key: string, group: readonly FieldNode[], sized: Sized | null): Step | null {
    const [node] = group
    if (node === undefined) return null
    const name = node.name.value
    if (name === '__schema' || name === '__type') return this.#add(key, null, [], introspectionWeight)
    const field = type.getFields()[name]
    if (field === undefined) return null
    const cost = costOf(field)
    const named = getNamedType(field.type)
    if (!isCompositeType(named)) {
      const { weight = 0, charsPerPoint = 0 } = cost
      return weight > 0 || charsPerPoint > 0 ? this.#add(key, null, [], weight, charsPerPoint) : null
    }

    const { listSize } = cost
    const own = listSize === undefined ? null : this.#sizeOf(type, field, node, listSize)
    const passesOn = listSize?.sizedFields !== undefined && listSize.sizedFields.length > 0
    const below = own !== null && passesOn ? { fields: new Set(listSize.sizedFields), size: own } : null
    const ids = group.map((one) => this.#idOf(one)).join()
    const sets = group.flatMap((one) => one.selectionSet ?? [])
    const types = isObjectType(named) ? [named] : this.#schema.getPossibleTypes(named)
    const branches = types.map((possible) => ({
      type: possible.name,
      weight: cost.weight ?? costOf(possible).weight ?? 1,
      steps: this.selection(possible, sets, ids, below),
    }))
    return this.#add(key, listLength(field, passesOn ? null : own, sized), branches, 0)
  }

  /** Once for each node and type, so that what is below it is the same selection wherever it is met. */
  #sizeOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, node: FieldNode, listSize: ListSize): Size {
    const name = `${type.name}|${this.#idOf(node)}`
    const cached = this.#sizes.get(name)
    if (cached !== undefined) return cached
    const size = sizeOf(field, node, listSize, this.variables, (of) => {
      const dynamic = { index: this.sizes.length, of }
      this.sizes.push(dynamic)
      return dynamic
    })
    this.#sizes.set(name, size)
    return size
  }

  #add(key: string, size: Size | null, branches: readonly Branch[], leafWeight: number, charsPerPoint = 0): Step {
    const step = { index: this.steps.length, key, size, branches, leafWeight, charsPerPoint }
    this.steps.push(step)
    return step
  }

  #idOf(node: FieldNode): number {
    const cached = this.#ids.get(node)
    if (cached !== undefined) return cached
    this.#ids.set(node, this.#ids.size)
    return this.#ids.size - 1
  }
}

function listLength(field: GraphQLField<unknown, unknown>, own: Size | null, sized: Sized | null): Size | null {
  if (!isListType(getNullableType(field.type))) return null
  return own ?? (sized?.fields.has(field.name) === true ? sized.size : unsizedList)
}

function sizeName(size: Size): string {
  return typeof size === 'number' ? String(size) : `$${size.index}`
}
