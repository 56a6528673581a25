import { sql, type Kysely } from 'kysely'

/**
 * Every language that PostgreSQL has a text search configuration for is stemmed, not only the eight of 0003. Each has a partition, so that a
 * query parsed for it is compared with its articles alone. Most archives need few of them, and a branch of a statement for each of thirty
 * partitions costs a search a twentieth more, empty or not: `search_config` says which have been used, and the others are not looked at.
 *
 * Rows that are in `simple` although their language has a configuration are found by an index that holds nothing else, and
 * the running gateways move them: those of before, and those that a gateway of the former version writes beside this one. It would
 * take what `article_search_stale` names, and put it back where it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // in the order in which an import takes them: each partition refers to articles
  await sql`lock table article in share row exclusive mode`.execute(db)
  await sql`lock table article_search in access exclusive mode`.execute(db)
  const { rows } = await sql<{ name: string }>`
    select cfgname as name from pg_ts_config where cfgnamespace = 'pg_catalog'::regnamespace`.execute(db)
  const available = new Set(rows.map(({ name }) => name))
  for (const [name, stemmer] of Object.entries(stemmers)) {
    const statements = [...configuration(name, available.has(stemmer) ? stemmer : 'simple'), ...partition(name)]
    for (const statement of statements) await sql.raw(statement).execute(db)
  }
  for (const statement of ofAll) await sql.raw(statement).execute(db)
}

/** Nobody has to wait for the index. */
export async function prepare(db: Kysely<unknown>): Promise<void> {
  await sql`drop index concurrently if exists article_search_simple_misplaced`.execute(db)
  await sql
    .raw(
      `create index concurrently article_search_simple_misplaced on article_search_simple (article_id)
        where split_part(language, '-', 1) = any ('{${misplaced.join(',')}}'::text[])`,
    )
    .execute(db)
}

/** By primary subtag. PostgreSQL has Estonian from 18 on; where it lacks one, words of that language are found as they are written. */
const stemmers = {
  ca: 'catalan',
  da: 'danish',
  el: 'greek',
  et: 'estonian',
  eu: 'basque',
  fi: 'finnish',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  lt: 'lithuanian',
  ne: 'nepali',
  nl: 'dutch',
  no: 'norwegian',
  ro: 'romanian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
} as const

/** The configurations of 0003. */
const common = ['it', 'en', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'simple']

/** Both forms of written Norwegian have a tag of their own. */
const misplaced = [...Object.keys(stemmers), 'nb', 'nn']

/** As in 0003: accents are folded before the stemmer sees the word. */
function configuration(name: string, stemmer: string): string[] {
  const dictionary = stemmer === 'simple' ? 'simple' : `${stemmer}_stem`
  return [
    `create text search configuration masthead_${name} (copy = pg_catalog.${stemmer})`,
    `alter text search configuration masthead_${name} alter mapping for hword, hword_part, word with unaccent, ${dictionary}`,
    `alter text search configuration masthead_${name} alter mapping for numword, numhword, hword_numpart with unaccent, simple`,
  ]
}

/** As in 0003. */
function partition(name: string): string[] {
  return [
    `create table article_search_${name} partition of article_search for values in ('${name}')
      with (toast_tuple_target = 128, fillfactor = 90)`,
    `alter table article_search_${name} alter column tsv set storage external`,
    `create index article_search_${name}_tsv on article_search_${name} using gin (tsv)`,
  ]
}

/** Always true; see `dearWithoutIndex` in src/query/search/matches.ts. */
const dearWithoutIndex = `(article_id > 0 or to_tsvector('simple', config) @@ to_tsquery('simple', config))`

const ofAll: readonly string[] = [
  `create table search_config (
    config text collate "C" primary key
  )`,
  `comment on table search_config is 'The text search configurations that articles have been made findable by; what is not in it has no row in article_search'`,
  `insert into search_config (config) select config from article_search group by config`,
  `create function article_search_config_used() returns trigger language plpgsql as $$
  begin
    insert into search_config (config)
      select used.config from (select config from after_rows group by config) used
      where not exists (select from search_config known where known.config = used.config)
      order by used.config
      on conflict do nothing;
    return null;
  end $$`,
  `create trigger article_search_config_used after insert on article_search
    referencing new table as after_rows for each statement execute function article_search_config_used()`,

  // a function in PL/pgSQL, because PostgreSQL plans in it only what is used, and keeps that
  `create function article_search_matching(of_config text, query tsquery) returns setof article_search
  language plpgsql stable rows 1000 cost 1000 set plan_cache_mode = force_generic_plan as $$
  begin
    case of_config
    ${[...common, ...Object.keys(stemmers)]
      .map(
        (name) =>
          `when '${name}' then return query select * from article_search_${name} where tsv @@ query and ${dearWithoutIndex};`,
      )
      .join('\n    ')}
    end case;
  end $$`,
  `comment on function article_search_matching is 'Rows of one partition that match. Not checked: whether the caller may see them'`,
]
