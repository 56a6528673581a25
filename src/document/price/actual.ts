import type { Branch, PricePlan, Step } from './plan.ts'

/**
 * What an answer cost: its objects, counted by the weights they were priced by, and its long texts. Never below 1. One walk over the objects
 * of the answer; of their leaves, only those whose length costs are looked at.
 */
export function actualCost(plan: PricePlan, data: unknown): number {
  return Math.max(1, Math.ceil(isObject(data) ? costOfFields(plan.roots, data) : 0))
}

function costOfFields(steps: readonly Step[], object: Readonly<Record<string, unknown>>): number {
  let cost = 0
  for (const step of steps) {
    const value = object[step.key]
    if (value === null || value === undefined) continue
    cost += step.leafWeight
    if (step.charsPerPoint > 0 && typeof value === 'string') cost += Math.floor(value.length / step.charsPerPoint)
    if (step.branches.length > 0) cost += costOfValue(step, value)
  }
  return cost
}

function costOfValue(step: Step, value: unknown): number {
  if (Array.isArray(value)) {
    let cost = 0
    for (const item of value) cost += costOfValue(step, item)
    return cost
  }
  if (!isObject(value)) return 0
  const branch = branchOf(step, value)
  return branch === undefined ? 0 : branch.weight + costOfFields(branch.steps, value)
}

/** The type is known where there is but one, or where the client asked for it; else all that could be there is counted. */
function branchOf(step: Step, object: Readonly<Record<string, unknown>>): Branch | undefined {
  if (step.branches.length === 1) return step.branches[0]
  return step.branches.find((branch) => branch.type === object['__typename']) ?? unionOf(step)
}

const unions = new WeakMap<Step, Branch>()

function unionOf(step: Step): Branch {
  const cached = unions.get(step)
  if (cached !== undefined) return cached
  const byKey = new Map<string, Step>()
  for (const branch of step.branches) {
    for (const below of branch.steps) if (!byKey.has(below.key)) byKey.set(below.key, below)
  }
  const weight = Math.max(...step.branches.map((branch) => branch.weight))
  const union = { type: '', weight, steps: [...byKey.values()] }
  unions.set(step, union)
  return union
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
