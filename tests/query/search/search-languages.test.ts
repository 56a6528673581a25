import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { refreshSearchRows } from '../../../src/db/search/refresh.ts'
import { commonConfigs, configOfLanguage, furtherConfigs } from '../../../src/db/tables/search.ts'
import { schema } from '../../../schema/index.ts'
import { createWorld, type World } from '../../support/world.ts'

/** Two forms of a word for each language beyond those of migration 0003. */
const forms: readonly [language: string, written: string, searched: string][] = [
  ['ca', 'ciutats', 'ciutat'],
  ['da', 'husene', 'huset'],
  ['el', 'δρόμος', 'δρόμοι'],
  ['et', 'raamatud', 'raamatu'],
  ['eu', 'liburuak', 'liburu'],
  ['fi', 'taloissa', 'talo'],
  ['ga', 'mbád', 'bád'],
  ['hi', 'किताबें', 'किताब'],
  ['hu', 'házak', 'házat'],
  ['hy', 'քաղաքներ', 'քաղաք'],
  ['id', 'membaca', 'dibaca'],
  ['lt', 'knygos', 'knyga'],
  ['nb', 'båtene', 'båt'],
  ['ne', 'किताबहरू', 'किताब'],
  ['nl', 'verkiezingen', 'verkiezing'],
  ['no', 'bilene', 'bil'],
  ['ro', 'cărțile', 'cărți'],
  ['sr', 'књиге', 'књига'],
  ['sv', 'bilarna', 'bilar'],
  ['ta', 'புத்தகங்கள்', 'புத்தகம்'],
  ['tr', 'kitaplar', 'kitap'],
  ['yi', 'געשריבן', 'שרײַבן'],
]

let world: World
let hasEstonian: boolean

beforeAll(async () => {
  world = await createWorld()
  const articles = forms.map(
    ([language, written]) => [`in-${language}`, { headline: `${written} 1`, language }] satisfies [string, object],
  )
  await world.save(...articles)
  const { rows } = await sql`select from pg_ts_config where cfgname = 'estonian'`.execute(world.db)
  hasEstonian = rows.length > 0
})

const find = async (query: string, rest = ''): Promise<string[]> => {
  const { search } = await world.both(
    `query ($query: String!) { search(query: $query${rest}) { edges { node { slug } highlights { field ranges { start } } } } }`,
    { query },
  )
  return search.edges.map(({ node }: { node: { slug: string } }) => node.slug)
}

test.each(forms)('in %s, %s is found by %s, in this language and among all', async (language, _written, searched) => {
  const expected = language === 'et' && !hasEstonian ? [] : [`in-${language}`]
  expect(await find(searched, `, language: "${language}"`)).toEqual(expected)
  expect(await find(searched)).toEqual(expect.arrayContaining(expected))
})

test('every language that PostgreSQL stems has a configuration', async () => {
  const { rows } = await sql<{ stemmers: number; made: string[] }>`
    select (select count(*)::int from pg_ts_config where cfgnamespace = 'pg_catalog'::regnamespace) as stemmers,
      (select array_agg(replace(cfgname, 'masthead_', '') order by cfgname) from pg_ts_config where cfgname like 'masthead%') as made`.execute(
    world.db,
  )
  expect(rows[0]?.made).toHaveLength((rows[0]?.stemmers ?? 0) + (hasEstonian ? 0 : 1))
  expect(rows[0]?.made).toEqual(expect.arrayContaining([...furtherConfigs]))
})

test('what a gateway of a former version has written is found at once, and stemmed soon', async () => {
  await world.save(['former', { headline: 'De boeken', language: 'nl' }])
  // as versions up to 0034 do it: they know no Dutch
  const writeAsBefore = async (): Promise<void> => {
    await sql`delete from article_search where article_id = (select id from article where slug = 'former')`.execute(
      world.db,
    )
    await sql`
      insert into article_search (article_id, config, language, placed_at, modified_at, visible_at, tsv)
      select id, 'simple', language, placed_at, modified_at, visible_at, to_tsvector('masthead_simple', headline)
      from article where slug = 'former'`.execute(world.db)
  }
  const config = async (): Promise<unknown> =>
    (
      await sql`select config from article_search where article_id = (select id from article where slug = 'former')`.execute(
        world.db,
      )
    ).rows
  for (let time = 0; time < 2; time++) {
    await writeAsBefore()
    expect(await find('boeken')).toEqual(['former'])
    expect(await find('boeken', ', language: "nl"')).toEqual(['former'])
    expect(await find('boek', ', language: "nl"')).toEqual([])
    // it takes what is noted, and puts it where it was
    await sql`delete from article_search_stale`.execute(world.db)
    expect(await refreshSearchRows(world.db, 10)).toBe(1)
    expect(await config()).toEqual([{ config: 'nl' }])
    expect(await find('boek')).toEqual(['former'])
    expect(await find('boek', ', language: "nl"')).toEqual(['former'])
    expect(await refreshSearchRows(world.db, 10)).toBe(0)
  }
})

test('the database and the gateway put a language into the same configuration', async () => {
  const { rows } = await sql<{ language: string; config: string }>`
    select language, config from article_search`.execute(world.db)
  expect(rows.length).toBeGreaterThanOrEqual(forms.length)
  for (const { language, config } of rows) expect(config).toBe(configOfLanguage(language))
})

test('the schema says which languages are stemmed', () => {
  const description = schema.getQueryType()?.getFields()['search']?.description
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const stemmed = [...commonConfigs, ...furtherConfigs].filter((config) => config !== 'simple')
  for (const config of stemmed) expect(description).toContain(names.of(config))
})
