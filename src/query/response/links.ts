import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import type { Json } from '../../db/json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { computedTargets, editorialFrom, kindOfTarget, type RelatedLinkArgs } from '../nouns/related-link.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'
import { listOf, nothing, selectList } from './json.ts'
import { named, type ResponseOutput } from './output.ts'

/** Related links as the answer has them; their positions are counted only where somebody asks. */
export function linksJson(
  output: ResponseOutput,
  builder: StatementBuilder,
  row: string,
  { first, origins }: RelatedLinkArgs,
  selection: Selection,
): Json {
  const link = builder.aliases.next('l')
  const target = builder.aliases.next('a')
  const position = columnOf(link, 'position')
  const editorial = linkColumns(selection, {
    title: columnOf(link, 'title'),
    url: sql`coalesce(${columnOf(target, 'url')}, ${columnOf(link, 'url')})`,
    byline: columnOf(link, 'byline'),
    kind: columnOf(link, 'kind'),
    origin: sql`'EDITORIAL'`,
    position: sql`row_number() over (order by ${position})`,
    article: ({ below }) =>
      sql`case when ${columnOf(target, 'id')} is not null then ${output.one(builder, 'article', target, below, nothing)} end`,
  })
  const from = editorialFrom(builder, row, first, link, target)
  if (!origins.has('COMPUTED')) return listOf(builder, sql`select ${editorial} ${from}`)

  const chosen = builder.aliases.next('a')
  const ranked = builder.aliases.next('r')
  const taken = builder.aliases.next('#chosen')
  const isAlone = !origins.has('EDITORIAL')
  const takenRows = isAlone ? sql`0` : sql`(select count(*) from ${sql.table(taken)})`
  const rank = columnOf(ranked, 'position')
  const computed = linkColumns(selection, {
    title: columnOf(chosen, 'headline'),
    url: columnOf(chosen, 'url'),
    byline: builder.nouns.article.columns['byline']?.sql(chosen, builder.requestScope) ?? sql`null`,
    kind: kindOfTarget(chosen),
    origin: sql`'COMPUTED'`,
    position: sql`${rank} + ${takenRows}`,
    article: ({ below }) => output.one(builder, 'article', chosen, below, nothing),
  })
  const computedFrom = sql`
    from (${computedTargets(builder, row, first, takenRows)}) as ${sql.ref(ranked)}
    join article as ${sql.ref(chosen)} on ${columnOf(chosen, 'id')} = ${columnOf(ranked, 'id')}`
  if (isAlone) return listOf(builder, sql`select ${computed} ${computedFrom} order by ${rank}`)
  const both = builder.aliases.next('b')
  const keys = sql.join(selection.fields().map(({ key }) => columnOf(both, key)))
  return sql`(
    with ${sql.ref(taken)} as materialized (select ${editorial}, 0 as "#part", ${position}::bigint as "#position" ${from})
    select ${listOf(
      builder,
      sql`select ${keys} from (
        select * from ${sql.table(taken)}
        union all
        (select ${computed}, 1, ${rank} ${computedFrom})
      ) as ${sql.ref(both)}
      order by ${columnOf(both, '#part')}, ${columnOf(both, '#position')}`,
    )})`
}

type LinkColumns = Readonly<
  Record<'title' | 'url' | 'byline' | 'kind' | 'origin' | 'position', RawBuilder<unknown>> & {
    article: (field: ResponseField) => RawBuilder<unknown>
  }
>

function linkColumns(selection: Selection, { article, ...columns }: LinkColumns): RawBuilder<unknown> {
  const byName: Readonly<Record<string, RawBuilder<unknown>>> = columns
  return selectList(selection, 'RelatedLink', (field) => {
    if (field.name === 'article') return named(field, article(field))
    const column = byName[field.name]
    if (column === undefined) throw new NotCompiled(`RelatedLink.${field.name} is not known to SQL`)
    return named(field, column)
  })
}
