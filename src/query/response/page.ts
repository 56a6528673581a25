import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import { defaultCountLimit, maxCountLimit, readSize } from '../../../schema/list-args.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import type { PageSource } from '../lists/connection-json.ts'
import type { Json } from '../../db/json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { createCursorFill, checkCursor } from './cursors.ts'
import { joinOne } from '../join-one.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'
import { listOf, nothing, objectOf, selectList } from './json.ts'
import { named, type ResponseOutput } from './output.ts'

/** Where a page of an answer comes from. */
export type ResponsePageSource = Omit<PageSource, 'pageJson'> & {
  /** What the names of its types begin with, where that is not the noun. */
  readonly typeName?: 'Search'
  /** Fields that this connection alone has; undefined: it has no such field. */
  readonly ownField?: (field: ResponseField) => RawBuilder<unknown> | undefined
  /** The same of its edges; `listed` is the row, `item` the article. */
  readonly ownEdgeField?: (field: ResponseField, listed: string, item: string) => RawBuilder<unknown> | undefined
}

/** A connection. The rows of its window are read once, whatever is selected of them, and one more only where somebody asks. */
export function pageJson(
  output: ResponseOutput,
  builder: StatementBuilder,
  source: ResponsePageSource,
  selection: Selection,
): Json {
  const { window } = source
  const fields = selection.fields()
  const lists = fields.filter(({ name }) => name === 'edges' || name === 'nodes')
  const infos = fields.filter(({ name }) => name === 'pageInfo')
  const asksForMore = infos.some(({ below }) => below.fields().some(({ name }) => name.startsWith('has')))
  const rows = source.rows(window.size + (asksForMore ? 1 : 0))
  const isShared = lists.length + infos.length > 1 || infos.length > 0
  const shared = sql.ref(builder.aliases.next('#page'))
  const page = new Page(output, builder, source, isShared ? sql`select * from ${shared}` : rows, asksForMore)
  const columns = sql.join([
    ...page.checkColumns(),
    selectList(selection, `${source.typeName ?? typeNames[source.noun]}Connection`, (field) => page.field(field)),
  ])
  const json = objectOf(builder, columns, nothing)
  return isShared ? sql`(with ${shared} as materialized (${rows}) select ${json})` : json
}

const typeNames = { article: 'Article', author: 'Author', topic: 'Topic', publisher: 'Publisher' } as const

class Page {
  readonly #output: ResponseOutput
  readonly #builder: StatementBuilder
  readonly #source: ResponsePageSource
  readonly #rows: RawBuilder<unknown>
  /** The rows hold one more than the page. */
  readonly #hasExtra: boolean
  readonly #cursorFill: ReturnType<typeof createCursorFill>

  constructor(
    output: ResponseOutput,
    builder: StatementBuilder,
    source: ResponsePageSource,
    rows: RawBuilder<unknown>,
    hasExtra: boolean,
  ) {
    this.#output = output
    this.#builder = builder
    this.#source = source
    this.#rows = rows
    this.#hasExtra = hasExtra
    this.#cursorFill = createCursorFill(source)
  }

  /** A cursor of the gateway's own list is checked before the statement runs; one of a row's list when it is known which row. */
  checkColumns(): RawBuilder<unknown>[] {
    const { hasCursor, owner } = this.#source
    if (!hasCursor) return []
    if (owner === null) {
      this.#output.checks.push((values, cursors) => checkCursor(this.#source, { values, cursors }, null))
      return []
    }
    const name = this.#output.holes.addHidden((raw, filling) => checkCursor(this.#source, filling, Number(raw)))
    return [sql`${owner}::text as ${sql.ref(name)}`]
  }

  field(field: ResponseField): RawBuilder<unknown> {
    switch (field.name) {
      case 'nodes':
        return named(field, this.#nodes(field.below))
      case 'edges':
        return named(field, this.#edges(field.below))
      case 'pageInfo':
        return named(field, this.#pageInfo(field.below))
      case 'count':
        return named(field, this.#count(field))
    }
    const own = this.#source.ownField?.(field)
    if (own === undefined) throw new NotCompiled(`${field.name} of a connection is not known to SQL`)
    return own
  }

  #nodes(selection: Selection): Json {
    const { noun } = this.#source
    const item = this.#builder.aliases.next('a')
    return this.#listed(item, (builder) => this.#output.columns(builder, noun, item, selection))
  }

  #edges(selection: Selection): Json {
    const { noun } = this.#source
    const item = this.#builder.aliases.next('a')
    const type = `${this.#source.typeName ?? typeNames[noun]}Edge`
    return this.#listed(item, (builder, listed) =>
      selectList(selection, type, (field) => {
        if (field.name === 'cursor') return this.#output.hole(field, this.#position(listed), this.#cursorFill)
        const own = this.#source.ownEdgeField?.(field, listed, item)
        if (own !== undefined) return own
        if (field.name !== 'node') throw new NotCompiled(`${type}.${field.name} is not known to SQL`)
        return named(field, objectOf(builder, this.#output.columns(builder, noun, item, field.below), nothing))
      }),
    )
  }

  /** The rows of the page in the order of the answer, each joined with its item where something of that is selected. */
  #listed(item: string, columns: (builder: StatementBuilder, listed: string) => RawBuilder<unknown>): Json {
    const listed = this.#builder.aliases.next('l')
    return listOf(
      this.#builder,
      sql`
        select ${columns(this.#builder, listed)}
        from (${this.#kept()}) as ${sql.ref(listed)}
        ${this.#joined(item, listed)}
        order by ${this.#order(listed, this.#isDescendingInAnswer)}`,
    )
  }

  #joined(item: string, listed: string): RawBuilder<unknown> {
    const { noun } = this.#source
    const id = columnOf(listed, 'id')
    return noun === 'article'
      ? sql`join article as ${sql.ref(item)} on ${columnOf(item, 'id')} = ${id}`
      : joinOne(noun, item, id)
  }

  get #isDescendingInAnswer(): boolean {
    return this.#source.isDescending !== this.#source.window.backward
  }

  /** The rows without the one more. */
  #kept(): RawBuilder<unknown> {
    if (!this.#hasExtra) return this.#rows
    const windowed = this.#builder.aliases.next('h')
    return sql`select * from (${this.#rows}) as ${sql.ref(windowed)}
      order by ${this.#order(windowed, this.#source.isDescending)} limit ${sql.lit(this.#source.window.size)}`
  }

  #order(row: string, isDescending: boolean): RawBuilder<unknown> {
    const direction = sql.raw(isDescending ? 'desc' : 'asc')
    return sql`${columnOf(row, 'key')} ${direction}, ${columnOf(row, 'id')} ${direction}`
  }

  /** What a cursor is made of, as text: the owner of the list where it has one, the id, the key. */
  #position(listed: string): RawBuilder<unknown> {
    const { owner } = this.#source
    const position = sql`${columnOf(listed, 'id')}::text || ' ' || ${columnOf(listed, 'key')}::text`
    return owner === null ? position : sql`${owner}::text || ' ' || ${position}`
  }

  #pageInfo(selection: Selection): Json {
    const { window, hasCursor } = this.#source
    const more = sql`(select count(*) from (${this.#rows}) counted) > ${sql.lit(window.size)}`
    const known = sql.lit(hasCursor)
    const end = (isFirst: boolean): RawBuilder<unknown> => {
      const kept = this.#builder.aliases.next('k')
      const order = this.#order(kept, this.#isDescendingInAnswer === isFirst)
      return sql`(select ${this.#position(kept)} from (${this.#kept()}) as ${sql.ref(kept)} order by ${order} limit 1)`
    }
    const columns = selectList(selection, 'PageInfo', (field) => {
      switch (field.name) {
        case 'hasNextPage':
          return named(field, window.backward ? known : more)
        case 'hasPreviousPage':
          return named(field, window.backward ? more : known)
        case 'startCursor':
          return this.#output.hole(field, end(true), this.#cursorFill)
        case 'endCursor':
          return this.#output.hole(field, end(false), this.#cursorFill)
        default:
          throw new NotCompiled(`PageInfo.${field.name} is not known to SQL`)
      }
    })
    return objectOf(this.#builder, columns, nothing)
  }

  #count({ args, below }: ResponseField): Json {
    const limit = readSize('limit', args.limit ?? defaultCountLimit, maxCountLimit)
    return countJson(this.#builder, this.#source.count(limit), limit, below)
  }
}

/** A count that was made to `limit` + 1 at most. */
export function countJson(
  builder: StatementBuilder,
  count: RawBuilder<number>,
  limit: number,
  selection: Selection,
): Json {
  const counted = builder.aliases.next('n')
  const rows = columnOf(counted, 'rows')
  const columns = selectList(selection, 'BoundedCount', (field) => {
    if (field.name === 'value') return named(field, sql`least(${rows}, ${sql.lit(limit)})`)
    if (field.name === 'exact') return named(field, sql`${rows} <= ${sql.lit(limit)}`)
    throw new NotCompiled(`BoundedCount.${field.name} is not known to SQL`)
  })
  return objectOf(builder, columns, sql`from (select ${count} as rows offset 0) as ${sql.ref(counted)}`)
}
