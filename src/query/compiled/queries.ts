import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'
import type { CursorCodec } from '../../cursor.ts'
import type { ReadAccess } from '../read-access.ts'
import type { ReadSource } from '../../db/driver/read-source.ts'
import type { StopSignal } from '../../db/stop-signal.ts'
import type { Db } from '../../db/tables/database.ts'
import { Slot, type RequestValues } from '../slot.ts'
import { limits } from '../../document/limits.ts'
import { operationInfoOf, type OperationInfo } from '../../document/operation.ts'
import { AnswerText, finishAnswer } from './answer-text.ts'
import { CompiledOperation, type FoundStatement } from './operation.ts'
import { StatementMemory } from './statement-memory.ts'
import { LeftToExecutor } from './not-compiled.ts'
import type { StatementAccess } from './statement.ts'
import type { RequestScope } from '../visibility.ts'

/** Answers operations by statements that were compiled before. */
export interface CompiledQueries {
  /** The answer; a text where the executor has to give it, which says why. Throws what the database throws. */
  answer(request: CompiledRequest): Promise<AnswerText | string> | AnswerText | string
}

/** One request, as far as a compiled operation is concerned. */
export interface CompiledRequest extends ContentRequest {
  /** Valid against the schema. */
  readonly document: DocumentNode
  readonly operationName: string | null | undefined
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined
}

/** The scope of a request that is there, unlike that of a statement in the making: nothing in it is filled in later. */
export interface ContentRequest extends RequestScope {
  readonly readAccess: ReadAccess & { readonly topicIds: readonly number[] | null }
  readonly instant: string
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: StopSignal | undefined
  /** Where its statements are sent. */
  readonly reads: ReadSource
}

export interface CompiledQueriesOptions {
  /** Compiles statements. */
  readonly db: Db
  readonly schema: GraphQLSchema
  readonly cursors: CursorCodec
  /** Hears of articles whose related ones were worked out for an answer, since they are not kept. */
  readonly noteRelated?: (articleId: number) => void
  /** An operation is compiled when it comes for so many-th time; 2 unless said, so that what comes once costs nothing more. */
  readonly compileAt?: number
  /** UTF-16 units of all statements' texts together; 8,000,000 unless said. What they are made of takes about as much again. */
  readonly maxTextLength?: number
  /** Bytes of an answer, at most; as the limits of documents say unless said. */
  readonly maxAnswerBytes?: number
}

export function createCompiledQueries({
  db,
  schema,
  cursors,
  noteRelated,
  compileAt = 2,
  maxTextLength = 8_000_000,
  maxAnswerBytes = limits.maxAnswerBytes,
}: CompiledQueriesOptions): CompiledQueries {
  const memory = new StatementMemory(maxTextLength)
  const operations = new WeakMap<OperationInfo, { seen: number; compiled: CompiledOperation | null }>()

  function find(request: CompiledRequest): FoundStatement | string {
    const { reads, preview, bodies, topicIds } = request.readAccess
    if (!reads) return 'the caller may not read'
    const info = operationInfoOf(request.document, request.operationName)
    if (info === null) return 'there is no such operation'
    let known = operations.get(info)
    if (known === undefined) operations.set(info, (known = { seen: 0, compiled: null }))
    known.seen++
    if (known.seen < compileAt) return 'the operation is new'
    const compiled = (known.compiled ??= new CompiledOperation(db, schema, info, maxAnswerBytes))
    const topics: StatementAccess['topics'] = topicIds === null ? 'all' : topicIds.length === 1 ? 'one' : 'several'
    const found = compiled.findFor(request.variables ?? noVariables, { preview, bodies, topics })
    memory.used(compiled)
    return found
  }

  function run(request: CompiledRequest): Promise<AnswerText> | AnswerText | string {
    const found = find(request)
    if (typeof found === 'string') return found
    const { statement, read } = found
    const values: RequestValues = { instant: request.instant, topicIds: request.readAccess.topicIds ?? [], read }
    for (const check of statement.checks) check(values, cursors)
    if (statement.text === null) return new AnswerText(statement.constant)
    const parameters = statement.parameters.map((one) => (one instanceof Slot ? one.of(values) : one))
    return request.reads.readText(statement.text, parameters, request.signal).then((text) => {
      if (text === null) throw new Error('A compiled statement gave no row.')
      return finishAnswer(text, statement.holes, { values, cursors, noteRelated })
    })
  }

  return {
    answer(request) {
      try {
        const answer = run(request)
        return answer instanceof Promise ? answer.catch(reasonOf) : answer
      } catch (error) {
        return reasonOf(error)
      }
    },
  }
}

/** What is refused is refused by the executor, which knows where. */
function reasonOf(error: unknown): string {
  if (error instanceof LeftToExecutor) return error.message
  if (error instanceof GraphQLError) return 'an argument is refused'
  throw error
}

const noVariables = Object.freeze({})
