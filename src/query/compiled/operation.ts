import { getVariableValues, GraphQLError, type GraphQLSchema } from 'graphql'
import { selectionOf, type LookaheadInfo } from '../../../schema/selection.ts'
import type { Db } from '../../db/tables/database.ts'
import { shapeOf } from '../slot.ts'
import type { OperationInfo } from '../../document/operation.ts'
import { LeftToExecutor } from './not-compiled.ts'
import { compileStatement, type CompiledStatement, type ArgumentReading, type StatementAccess } from './statement.ts'

/** Statements that one operation may have: by who asks, what is included, and the shape of arguments. */
const maxStatements = 50

/** The statement for one request, and its arguments as they were read. */
export interface FoundStatement {
  readonly statement: CompiledStatement
  readonly read: readonly unknown[]
}

/** A way through the statements of an operation: arguments are read one after the other, and their shapes tell where to go on. */
type Step =
  | { readonly statement: CompiledStatement }
  | { readonly reason: string }
  | { readonly read: ArgumentReading['read']; readonly next: Map<string, Step> }

/** All that has been compiled of one operation. */
export class CompiledOperation {
  readonly #db: Db
  readonly #schema: GraphQLSchema
  readonly #info: OperationInfo
  readonly #maxAnswerBytes: number
  readonly #roots = new Map<string, Step>()
  /** By the variables as they were sent; what is forgotten is no longer in here. */
  #found = new WeakMap<object, Map<string, FoundStatement>>()
  #statements = 0
  /** UTF-16 units of the statements' texts, and what the operation counts itself: it is kept, with its document, also where it has none. */
  textLength: number

  constructor(db: Db, schema: GraphQLSchema, info: OperationInfo, maxAnswerBytes: number) {
    this.#db = db
    this.#maxAnswerBytes = maxAnswerBytes
    this.#schema = schema
    this.#info = info
    this.textLength = this.#ownLength
  }

  /** Forgets all of its statements; they are made anew when they are asked for. */
  forget(): void {
    this.#roots.clear()
    this.#found = new WeakMap()
    this.#statements = 0
    this.textLength = this.#ownLength
  }

  get #ownLength(): number {
    return 500 + (this.#info.operation.loc?.source.body.length ?? 0)
  }

  /**
   * The statement for this request; a text where there is none, which says why. What was found for variables that cannot change is found
   * again by the object alone. Throws LeftToExecutor.
   */
  findFor(given: Readonly<Record<string, unknown>>, access: StatementAccess): FoundStatement | string {
    const accessKey = keyOfAccess(access)
    const before = this.#found.get(given)?.get(accessKey)
    if (before !== undefined) return before
    const variables = coerceVariables(this.#schema, this.#info, given)
    if (variables === null) return 'the variables are refused'
    const found = this.#find(variables, access)
    if (!Object.isFrozen(given) || typeof found === 'string') return found
    const byAccess = this.#found.get(given) ?? new Map<string, FoundStatement>()
    if (byAccess.size < maxStatements) this.#found.set(given, byAccess.set(accessKey, found))
    return found
  }

  #find(variables: LookaheadInfo['variableValues'], access: StatementAccess): FoundStatement | string {
    const read: unknown[] = []
    let steps = this.#roots
    let key = this.#keyOf(variables, access)
    for (;;) {
      const step = steps.get(key)
      if (step === undefined) return this.#compile(variables, access)
      if ('reason' in step) return step.reason
      if ('statement' in step) return { statement: step.statement, read }
      const value = readAgain(step.read, variables)
      read.push(value)
      key = shapeOf(value)
      steps = step.next
    }
  }

  #keyOf({ coerced }: LookaheadInfo['variableValues'], access: StatementAccess): string {
    let key = keyOfAccess(access)
    for (const name of this.#info.conditions) key += coerced[name] === true ? ' +' : ' -'
    return key
  }

  #compile(variables: LookaheadInfo['variableValues'], access: StatementAccess): FoundStatement | string {
    if (this.#statements >= maxStatements) return 'the operation has too many shapes'
    const type = this.#schema.getQueryType()
    if (this.#info.operation.operation !== 'query' || !type) return 'only queries are compiled'
    const { fragments, operation } = this.#info
    const selection = selectionOf({ schema: this.#schema, fragments, variableValues: variables }, type, operation)
    const { result, readings } = compileStatement(this.#db, selection, access, this.#maxAnswerBytes)
    this.#statements++
    let steps = this.#roots
    let key = this.#keyOf(variables, access)
    for (const { read, shape } of readings) {
      const known = steps.get(key)
      const step = known !== undefined && 'next' in known ? known : { read, next: new Map<string, Step>() }
      steps.set(key, step)
      steps = step.next
      key = shape
    }
    if (typeof result === 'string') {
      steps.set(key, { reason: result })
      return result
    }
    steps.set(key, { statement: result })
    this.textLength += result.text?.length ?? 0
    return { statement: result, read: readings.map(({ read }) => readAgain(read, variables)) }
  }
}

function keyOfAccess({ preview, bodies, topics }: StatementAccess): string {
  return `${preview ? 'p' : ''}${bodies ? 'b' : ''} ${topics}`
}

/** What the executor has to refuse is read by it once more, for its words and readings. */
function readAgain(read: ArgumentReading['read'], variables: LookaheadInfo['variableValues']): unknown {
  try {
    return read(variables)
  } catch (error) {
    if (error instanceof GraphQLError) throw new LeftToExecutor('an argument is refused', { cause: error })
    throw error
  }
}

/** Null where the executor refuses them. */
export function coerceVariables(
  schema: GraphQLSchema,
  { operation }: OperationInfo,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): LookaheadInfo['variableValues'] | null {
  const { variableDefinitions } = operation
  if (variableDefinitions === undefined || variableDefinitions.length === 0) return none
  return getVariableValues(schema, variableDefinitions, variables ?? {}, { maxErrors: 1 }).variableValues ?? null
}

const none: LookaheadInfo['variableValues'] = { sources: {}, coerced: {} }
