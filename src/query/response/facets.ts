import { sql, type RawBuilder } from 'kysely'
import { readSize } from '../../../schema/list-args.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import { columnOf } from '../../db/column-of.ts'
import type { Json } from '../../db/json.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'
import { listOf, nothing, objectOf, selectList } from './json.ts'
import { named, type ResponseOutput } from './output.ts'
import { countedMatches, countsOfLanguages, countsOfNoun, countsOfYears } from '../search/facets.ts'
import type { StatementBuilder } from '../statement-builder.ts'

/** The facets of a search; behind `matched`. */
export function facetsOf(output: ResponseOutput, builder: StatementBuilder, selection: Selection): Json {
  const columns = selectList(selection, 'SearchFacets', (field) => named(field, facetOf(output, builder, field)))
  return sql`(with ${countedMatches} select ${objectOf(builder, columns, nothing)})`
}

function facetOf(output: ResponseOutput, builder: StatementBuilder, field: ResponseField): Json {
  const top = builder.aliases.next('f')
  const count = columnOf(top, 'count')
  switch (field.name) {
    case 'topics':
      return ofNoun(output, builder, 'topic', field)
    case 'authors':
      return ofNoun(output, builder, 'author', field)
    case 'languages': {
      const language = columnOf(top, 'language')
      const columns = countColumns(field.below, 'LanguageFacet', { language, count })
      return listOf(
        builder,
        sql`select ${columns} from (${countsOfLanguages}) as ${sql.ref(top)} order by ${count} desc, ${language} collate "C"`,
      )
    }
    case 'years': {
      const year = columnOf(top, 'year')
      const columns = countColumns(field.below, 'YearFacet', { year, count })
      return listOf(builder, sql`select ${columns} from (${countsOfYears}) as ${sql.ref(top)} order by ${year} desc`)
    }
    default:
      throw new NotCompiled(`SearchFacets.${field.name} is not known to SQL`)
  }
}

function ofNoun(
  output: ResponseOutput,
  builder: StatementBuilder,
  noun: 'topic' | 'author',
  field: ResponseField,
): Json {
  const { first } = builder.read(field, (args) => ({ first: readSize('first', args.first ?? 10, 50) })).bound
  const top = builder.aliases.next('f')
  const row = builder.aliases.next('n')
  const columns = selectList(field.below, noun === 'topic' ? 'TopicFacet' : 'AuthorFacet', (part) => {
    if (part.name === 'count') return named(part, columnOf(top, 'count'))
    if (part.name !== noun) throw new NotCompiled(`${part.name} of a facet is not known to SQL`)
    return named(part, objectOf(builder, output.columns(builder, noun, row, part.below), nothing))
  })
  return listOf(
    builder,
    sql`
      select ${columns}
      from (${countsOfNoun(noun, first)}) as ${sql.ref(top)}
      join ${sql.table(noun)} as ${sql.ref(row)} on ${columnOf(row, 'id')} = ${columnOf(top, 'id')}
      order by ${columnOf(top, 'count')} desc, ${columnOf(top, 'id')}`,
  )
}

function countColumns(
  selection: Selection,
  type: string,
  byName: Readonly<Record<string, RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  return selectList(selection, type, (field) => {
    const column = byName[field.name]
    if (column === undefined) throw new NotCompiled(`${type}.${field.name} is not known to SQL`)
    return named(field, column)
  })
}
