import { getVariableValues, Kind, visit } from 'graphql'
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql'
import { Beside } from '../beside.ts'
import { makePricePlan, UnpriceableError, type Branch, type PricePlan, type Step } from './plan.ts'
import type { Variables } from './size.ts'

/** An operation to be priced: what the executor is about to be given. */
export interface Priceable {
  readonly schema: GraphQLSchema
  /** Valid against the schema. */
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  /** As the client sent them. */
  readonly variables?: { readonly [name: string]: unknown } | null | undefined
}

export interface Price {
  /** Points, a whole number from 1 on: the most that the operation can cost. */
  readonly requested: number
  /** Response keys from the root to the dearest list; found when asked for, which is when the operation is refused. */
  readonly mostExpensivePath: () => readonly string[]
  /** Response keys from the root, with the points of the objects there alone; together they are the price. Found when asked for. */
  readonly byPath: () => readonly PathPrice[]
  /** For counting what came back; null where nothing can come back. */
  readonly plan: PricePlan | null
}

/** What the objects at one path may cost. */
export interface PathPrice {
  readonly path: readonly string[]
  readonly points: number
}

/**
 * Prices one operation from coerced variables, schema defaults and fragments. What does not depend on the request is kept
 * with the document; the rest is one pass over its fields. Where variables can't be coerced the price is 1: the executor will
 * refuse them. What is too tangled to be priced costs more than anything may.
 */
export function priceOperation(operation: Priceable): Price {
  const operationInfo = operationInfoOf(operation)
  if (operationInfo === null) return free
  const { schema, variables } = operation
  const conditions = coerce(schema, operationInfo, operationInfo.conditions, variables)
  if (conditions === null) return free
  const planned = pricePlanOf(schema, operationInfo, conditions)
  if (planned === 'unpriceable')
    return { requested: Number.MAX_SAFE_INTEGER, mostExpensivePath: () => [], byPath: () => [], plan: null }
  const { plan } = planned
  if (plan.sizes.length === 0) return (planned.fixed ??= evaluate(plan, {}))
  const sizing = coerce(schema, operationInfo, plan.variables, variables)
  return sizing === null ? free : evaluate(plan, sizing)
}

const free: Price = { requested: 1, mostExpensivePath: () => [], byPath: () => [], plan: null }

/** What pricing needs of a document's operation, whatever the variables. */
interface OperationInfo {
  readonly operation: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Variables that decide on @skip and @include. */
  readonly conditions: ReadonlySet<string>
  readonly plans: Map<string, Planned | 'unpriceable'>
}

interface Planned {
  readonly plan: PricePlan
  /** The price, where no variable changes it. */
  fixed: Price | null
}

/** Plans kept with one operation: one for each choice of its @skip and @include. */
const maxPlans = 32

const known = new Beside<
  DocumentNode,
  { readonly schema: GraphQLSchema; readonly byName: Map<string, OperationInfo | null> }
>()

function operationInfoOf({ schema, document, operationName }: Priceable): OperationInfo | null {
  let infos = known.get(document)
  if (infos?.schema !== schema) known.set(document, (infos = { schema, byName: new Map() }))
  return getOrAdd(infos.byName, operationName ?? '', () => operationInfo(document, operationName))
}

function operationInfo(document: DocumentNode, operationName: string | null | undefined): OperationInfo | null {
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations: OperationDefinitionNode[] = []
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
  }
  const operation = operationName ? operations.find((one) => one.name?.value === operationName) : operations[0]
  if (operation === undefined || (!operationName && operations.length > 1)) return null
  const conditions = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      const value = given?.[0]?.value
      if (value?.kind === Kind.VARIABLE) conditions.add(value.name.value)
    },
  })
  return { operation, fragments, conditions, plans: new Map() }
}

function pricePlanOf(
  schema: GraphQLSchema,
  operationInfo: OperationInfo,
  conditions: Variables,
): Planned | 'unpriceable' {
  const choice = [...operationInfo.conditions].map((name) => String(conditions[name])).join()
  const cached = operationInfo.plans.get(choice)
  if (cached !== undefined) return cached
  const planned = plan(schema, operationInfo, conditions)
  if (operationInfo.plans.size < maxPlans) operationInfo.plans.set(choice, planned)
  return planned
}

function plan(
  schema: GraphQLSchema,
  { fragments, operation }: OperationInfo,
  conditions: Variables,
): Planned | 'unpriceable' {
  try {
    return { plan: makePricePlan(schema, fragments, operation, conditions), fixed: null }
  } catch (error) {
    if (error instanceof UnpriceableError) return 'unpriceable'
    throw error
  }
}

/** Coerces the named variables alone; null where they are not what the operation declares. */
function coerce(
  schema: GraphQLSchema,
  { operation }: OperationInfo,
  names: ReadonlySet<string>,
  variables: Priceable['variables'],
): Variables | null {
  if (names.size === 0) return {}
  const definitions: readonly VariableDefinitionNode[] = operation.variableDefinitions ?? []
  const needed = definitions.filter((definition) => names.has(definition.variable.name.value))
  return getVariableValues(schema, needed, variables ?? {}, { maxErrors: 1 }).variableValues?.coerced ?? null
}

function evaluate(plan: PricePlan, variables: Variables): Price {
  const sizes = plan.sizes.map((size) => size.of(variables))
  const prices = new Float64Array(plan.steps.length)
  const priceOf = (step: Step) => prices[step.index] ?? 0
  const sizeOf = ({ size }: Step) => (size === null ? 1 : typeof size === 'number' ? size : (sizes[size.index] ?? 0))
  const sum = (steps: readonly Step[]) => steps.reduce((total, step) => total + priceOf(step), 0)
  for (const step of plan.steps) {
    const each = step.branches.reduce((most, { weight, steps }) => Math.max(most, weight + sum(steps)), 0)
    const count = sizeOf(step)
    prices[step.index] = step.leafWeight + (count === 0 ? 0 : count * each)
  }
  const requested = Math.min(Math.max(1, Math.ceil(sum(plan.roots))), Number.MAX_SAFE_INTEGER)
  return {
    requested,
    mostExpensivePath: () => mostExpensivePath(plan, priceOf),
    byPath: () => pricesByPath(plan.roots, { priceOf, sizeOf }),
    plan,
  }
}

/** Paths that are told, at most; what is below them goes untold. */
const maxPaths = 200

/** Breadth first, along the dearest type of each selection. */
function pricesByPath(
  roots: readonly Step[],
  { priceOf, sizeOf }: { priceOf: (step: Step) => number; sizeOf: (step: Step) => number },
): PathPrice[] {
  const sum = (steps: readonly Step[]) => steps.reduce((total, step) => total + priceOf(step), 0)
  const found: PathPrice[] = []
  const waiting = roots.map((step) => ({ step, above: [] as readonly string[], times: 1 }))
  for (const { step, above, times } of waiting) {
    if (found.length >= maxPaths) break
    if (priceOf(step) === 0) continue
    const path = [...above, step.key]
    const [first, ...others] = step.branches
    const totalOf = (branch: Branch) => branch.weight + sum(branch.steps)
    const branch = first && others.reduce((most, one) => (totalOf(one) > totalOf(most) ? one : most), first)
    const objects = times * sizeOf(step)
    found.push({ path, points: times * step.leafWeight + objects * (branch?.weight ?? 0) })
    for (const below of branch?.steps ?? []) waiting.push({ step: below, above: path, times: objects })
  }
  return found
}

/** Down from the root along the dearest field of each selection, to the last list on that way. */
function mostExpensivePath(plan: PricePlan, priceOf: (step: Step) => number): string[] {
  const path: string[] = []
  let lists = 0
  let candidates = plan.roots
  for (;;) {
    const [first, ...others] = candidates
    if (first === undefined) break
    const mostExpensive = others.reduce((most, step) => (priceOf(step) > priceOf(most) ? step : most), first)
    if (priceOf(mostExpensive) === 0) break
    path.push(mostExpensive.key)
    if (mostExpensive.size !== null) lists = path.length
    candidates = mostExpensive.branches.flatMap((branch) => branch.steps)
  }
  return path.slice(0, lists === 0 ? 1 : lists)
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const cached = map.get(key)
  if (cached !== undefined || map.has(key)) return cached as V
  const value = make()
  map.set(key, value)
  return value
}
