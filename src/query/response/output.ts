import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import { readSize } from '../../../schema/list-args.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import type { Column } from '../column.ts'
import type { PageSource } from '../lists/connection-json.ts'
import type { Json } from '../../db/json.ts'
import { countedText, relationOf, type NounName, type Output, type StatementBuilder } from '../statement-builder.ts'
import { idWhereNotKept, wantsComputed, type RelatedLinkArgs } from '../nouns/related-link.ts'
import type { RequestValues } from '../slot.ts'
import type { CursorCodec } from '../../cursor.ts'
import { bodyOf, cutTo, instantOf } from './fills.ts'
import { Holes } from './holes.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'
import { listOf, nothing, objectOf, selectList } from './json.ts'
import { linksJson } from './links.ts'
import { pageJson } from './page.ts'

/** What has to hold of a request before its statement runs. Throws what the executor would. */
export type Check = (values: RequestValues, cursors: CursorCodec) => void

/**
 * Rows become the answer itself: objects under response keys, in their order, aliases and all. What SQL cannot say are holes.
 * Throws NotCompiled for what has to be left to the executor.
 */
export class ResponseOutput implements Output {
  readonly checksCursors = true
  readonly holes = new Holes()
  readonly checks: Check[] = []
  /** Rows whose long texts are read. */
  readonly #textsOf: string[] = []
  /** The row that all of the statement is about; null: there may be several. */
  readonly #onlyRow: string | null

  constructor(onlyRow: string | null) {
    this.#onlyRow = onlyRow
  }

  one(builder: StatementBuilder, noun: NounName, row: string, selection: Selection, from: RawBuilder<unknown>): Json {
    return objectOf(builder, this.columns(builder, noun, row, selection), from)
  }

  list(
    builder: StatementBuilder,
    noun: NounName,
    row: string,
    selection: Selection,
    from: RawBuilder<unknown>,
    sortOrder: RawBuilder<unknown>,
  ): Json {
    return listOf(builder, sql`select ${this.columns(builder, noun, row, selection)} ${from} order by ${sortOrder}`)
  }

  page(builder: StatementBuilder, source: PageSource, selection: Selection): Json {
    return pageJson(this, builder, source, selection)
  }

  longText(builder: StatementBuilder, row: string, value: RawBuilder<unknown>): RawBuilder<unknown> {
    this.#textsOf.push(row)
    const max = sql.lit(builder.requestScope.maxAnswerBytes)
    const counted = countedText(builder, value)
    const checked = sql`case when octet_length(${value}) > ${max} then ${counted} else ${value} end`
    // whether it is the only one is known when all of the statement is put together; to count costs a twentieth of an article page
    const isAlone = (): boolean => this.#textsOf.length === 1 && row === this.#onlyRow
    return { toOperationNode: () => (isAlone() ? checked : counted).toOperationNode() } as RawBuilder<unknown>
  }

  links(builder: StatementBuilder, row: string, args: RelatedLinkArgs, selection: Selection): Json {
    return linksJson(this, builder, row, args, selection)
  }

  /** What is selected of the row in `row`, each under its key. */
  columns(builder: StatementBuilder, noun: NounName, row: string, selection: Selection): RawBuilder<unknown> {
    return selectList(selection, typeNames[noun], (field) => this.#field(builder, noun, row, field))
  }

  /** A value of SQL as text, under a name that tells to make JSON of it. */
  hole(field: ResponseField, value: RawBuilder<unknown>, fill: Parameters<Holes['add']>[1]): RawBuilder<unknown> {
    return sql`${value} as ${sql.ref(this.holes.add(field.key, fill))}`
  }

  #field(builder: StatementBuilder, noun: NounName, row: string, field: ResponseField): RawBuilder<unknown> {
    const { name } = field
    if (name === 'id') return named(field, globalId(typeNames[noun], columnOf(row, 'id')))
    const column = builder.nouns[noun].columns[name]
    if (column !== undefined) return this.#column(builder, row, field, column)
    const fieldName = `${typeNames[noun]}.${name}`
    const isBody = fieldName === 'Article.body'
    if (isBody && field.args.format === 'MARKDOWN') throw new NotCompiled('Markdown is made of HTML')
    const json = relationOf(builder, noun, name)?.(row, field) ?? null
    if (json === null) throw new NotCompiled(`${fieldName} is loaded, or an argument of it is refused`)
    if (isBody) return this.hole(field, json, bodyOf)
    if (name !== 'relatedLinks' || !wantsComputed(field)) return named(field, json)
    const notKept = this.holes.addHidden((raw, { noteRelated }) => noteRelated?.(Number(raw)))
    return sql`${idWhereNotKept(row)} as ${sql.ref(notKept)}, ${named(field, json)}`
  }

  #column(builder: StatementBuilder, row: string, field: ResponseField, column: Column): RawBuilder<unknown> {
    const value = column.sql(row, builder.requestScope)
    switch (column.kind) {
      case 'value':
        return named(field, value)
      case 'instant':
        return this.hole(field, value, instantOf)
      case 'summary':
        return this.hole(field, value, cutTo(readSize('maxLength', field.args.maxLength ?? 280, 1_000)))
      case 'texts':
        return named(field, sql`array_to_json(array(select jsonb_array_elements_text(${value})))`)
      case 'image':
        return named(field, sql`case when ${value} is not null then ${imageJson(builder, value, field.below)} end`)
      case 'corrections':
        return named(field, correctionsJson(builder, value, field.below))
    }
  }
}

/** A value under the field's key. */
export function named({ key }: ResponseField, value: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${value} as ${sql.ref(key)}`
}

/** As `toGlobalId` makes it. */
function globalId(type: string, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`rtrim(encode((${sql.lit(`${type}:`)} || ${id})::bytea, 'base64'), '=')`
}

function imageJson(builder: StatementBuilder, image: RawBuilder<unknown>, selection: Selection): Json {
  const columns = selectList(selection, 'Image', (field) => {
    const { name } = field
    if (name === 'width' || name === 'height') return named(field, sql`${image} -> ${sql.lit(name)}`)
    if (!imageTexts.has(name)) throw new NotCompiled(`Image.${name} is not known to SQL`)
    return named(field, sql`${image} ->> ${sql.lit(name)}`)
  })
  return objectOf(builder, columns, nothing)
}

const imageTexts = new Set(['url', 'alt', 'caption', 'credit'])

function correctionsJson(builder: StatementBuilder, corrections: RawBuilder<unknown>, selection: Selection): Json {
  const each = builder.aliases.next('co')
  const columns = selectList(selection, 'Correction', (field) => {
    if (field.name !== 'text' && field.name !== 'date')
      throw new NotCompiled(`Correction.${field.name} is not known to SQL`)
    return named(field, sql`${columnOf(each, 'value')} ->> ${sql.lit(field.name)}`)
  })
  return listOf(
    builder,
    sql`select ${columns} from jsonb_array_elements(${corrections}) with ordinality as ${sql.ref(each)} (value, position)
      order by ${columnOf(each, 'position')}`,
  )
}

const typeNames = { article: 'Article', author: 'Author', topic: 'Topic', publisher: 'Publisher' } as const
