import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import { sql, type CompiledQuery, type RawBuilder } from 'kysely'
import type { ResponseField, SelectedField, Selection } from '../../../schema/selection.ts'
import { Aliases } from '../../db/json.ts'
import { nouns } from '../nouns/nouns.ts'
import type { StatementBuilder, ReadArguments } from '../statement-builder.ts'
import { bind, Slot, shapeOf, type RequestValues } from '../slot.ts'
import type { Db } from '../../db/tables/database.ts'
import type { RequestScope } from '../visibility.ts'
import type { Holes } from '../response/holes.ts'
import { LeftToExecutor, NotCompiled } from './not-compiled.ts'
import { ResponseOutput, type Check } from '../response/output.ts'
import { rootColumns } from './roots.ts'

/** A statement that was made once, and whose one value is the data of an answer. */
export interface CompiledStatement {
  /** Null: nothing is asked of the database, and `constant` is the answer. */
  readonly text: string | null
  readonly constant: string
  /** In their order: the same for all requests, or slots. */
  readonly parameters: readonly unknown[]
  readonly holes: Holes
  readonly checks: readonly Check[]
}

/** Arguments that are read anew for each request, and the shape that they had. */
export interface ArgumentReading {
  readonly read: (variables: GraphQLResolveInfo['variableValues']) => unknown
  readonly shape: string
}

/** Who asks, as far as it decides on the text of a statement. */
export interface StatementAccess {
  readonly preview: boolean
  readonly bodies: boolean
  /** Is the key limited to topics, and to exactly one? */
  readonly topics: 'all' | 'one' | 'several'
}

/**
 * Compiles what an operation selects at its root. Which arguments were looked at, and what shape they had, is noted on the way:
 * the statement is good for all requests that agree in it, and so is the reason where there can be none. Throws LeftToExecutor where an
 * argument of this request is refused.
 */
export function compileStatement(
  db: Db,
  selection: Selection,
  access: StatementAccess,
  maxAnswerBytes: number,
): { readonly result: CompiledStatement | string; readonly readings: readonly ArgumentReading[] } {
  const [first, ...others] = selection.fields()
  const output = new ResponseOutput(first?.name === 'article' && others.length === 0 ? 'root' : null)
  const notes = new Notes()
  const builder: StatementBuilder = {
    requestScope: { ...viewOf(access), maxAnswerBytes },
    nouns,
    aliases: new Aliases(),
    // the document's own depth is bounded, and its price bounds what it multiplies
    relationsLeft: Infinity,
    connectionsLeft: Infinity,
    output,
    read: (field, reader) => notes.read(field, reader),
  }
  const { readings } = notes
  try {
    const noted = notes.noted(selection)
    const columns = rootColumns(output, builder, noted)
    const { sql: text, parameters } = toQuery(db, columns)
    const { holes, checks } = output
    const constant = constantOf(noted)
    return {
      result: { text: constant === null ? text : null, constant: constant ?? '', parameters, holes, checks },
      readings,
    }
  } catch (error) {
    // what graphql says of an argument that is the same in all requests, it will say in all of them
    if (error instanceof NotCompiled || error instanceof GraphQLError) return { result: error.message, readings }
    throw error
  }
}

/** The answer where all that is asked is the name of the type. */
function constantOf(selection: Selection): string | null {
  const fields = selection.fields()
  if (fields.some(({ name }) => name !== '__typename')) return null
  return JSON.stringify(Object.fromEntries(fields.map(({ key }) => [key, 'Query'])))
}

function toQuery(db: Db, columns: RawBuilder<unknown>): CompiledQuery {
  return sql`select row_to_json("#answer")::text as answer from (select ${columns}) as "#answer"`.compile(db)
}

function viewOf({ preview, bodies, topics }: StatementAccess): Omit<RequestScope, 'maxAnswerBytes'> {
  const topicIds = topics === 'all' ? null : new Slot<readonly number[]>((values) => values.topicIds, topics === 'one')
  return { readAccess: { reads: true, preview, bodies, topicIds }, instant: new Slot((values) => values.instant) }
}

/** Which arguments were looked at. */
class Notes {
  readonly readings: ArgumentReading[] = []
  readonly #originals = new WeakMap<SelectedField, SelectedField>()
  readonly #noted = new WeakSet<SelectedField>()

  /** The selection, noticing where arguments that variables are in are looked at. */
  noted(selection: Selection): Selection {
    let fields: readonly ResponseField[] | undefined
    return {
      has: (field) => selection.has(field),
      only: () => null,
      key: selection.key,
      fields: () =>
        (fields ??= selection.fields().map((field) => {
          const { args, argsUnder } = field
          const note = (): void => this.#note(field)
          const noted = {
            key: field.key,
            name: field.name,
            nodes: field.nodes,
            below: this.noted(field.below),
            belowOn: (type: string) => this.noted(field.belowOn(type)),
            get args() {
              if (argsUnder !== undefined) note()
              return args
            },
          }
          this.#originals.set(noted, field)
          return noted
        })),
    }
  }

  /** Reads a field's arguments, with slots in place of what becomes parameters. */
  read<T>(field: SelectedField, reader: (args: SelectedField['args']) => T): ReadArguments<T> {
    const { args, argsUnder } = this.#originals.get(field) ?? field
    if (argsUnder === undefined) {
      const read = reader(args)
      return { bound: read as never, whole: read }
    }
    const read = readNow(reader, args)
    const index = this.readings.length
    this.readings.push({ read: (variables) => reader(argsUnder(variables)), shape: shapeOf(read) })
    const pick = (values: RequestValues): T => values.read[index] as T
    return { bound: bind(read, pick), whole: new Slot(pick as (values: RequestValues) => NonNullable<T>) }
  }

  /** Arguments that decide on the text as they are. */
  #note(field: SelectedField): void {
    const { argsUnder, args } = field
    if (argsUnder === undefined || this.#noted.has(field)) return
    this.#noted.add(field)
    this.readings.push({
      read: (variables) => JSON.stringify(argsUnder(variables)),
      shape: JSON.stringify(JSON.stringify(args)),
    })
  }
}

function readNow<T>(reader: (args: SelectedField['args']) => T, args: SelectedField['args']): T {
  try {
    return reader(args)
  } catch (error) {
    if (error instanceof GraphQLError) throw new LeftToExecutor('an argument is refused', { cause: error })
    throw error
  }
}
