import { sql, type Kysely } from 'kysely'

/**
 * Full-text search. Each article has one row, in the partition of its text search configuration, so that a query is parsed once a
 * configuration and matched only against articles of it.
 *
 * The vectors always lie outside the row and uncompressed: thousands of matches are read, checked and put in order by their
 * narrow rows alone, and only vectors that are ranked are fetched. No index orders the matches: PostgreSQL would walk it and
 * fetch every vector on the way, so a match always comes from the index of words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** Languages that are stemmed, by primary subtag; every other language is `simple`. */
const stemmers = {
  it: 'italian',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  de: 'german',
  pt: 'portuguese',
  ru: 'russian',
  ar: 'arabic',
  simple: 'simple',
} as const

/** unaccent() is not immutable; as a dictionary it folds accents before the stemmer sees the word. */
function configuration(name: string, stemmer: string): string[] {
  const dictionary = stemmer === 'simple' ? 'simple' : `${stemmer}_stem`
  return [
    `create text search configuration masthead_${name} (copy = pg_catalog.${stemmer})`,
    `alter text search configuration masthead_${name} alter mapping for hword, hword_part, word with unaccent, ${dictionary}`,
    `alter text search configuration masthead_${name} alter mapping for numword, numhword, hword_numpart with unaccent, simple`,
  ]
}

/**
 * What waits to be entered in the index (512 kB) is read by every search, and makes a scan of the table look cheaper than it is: with
 * the usual 4 MB a partition of 50,000 articles was scanned. It costs an import 0.6 ms an article more than 4 MB do.
 */
function partition(name: string): string[] {
  return [
    `create table article_search_${name} partition of article_search for values in ('${name}')
      with (toast_tuple_target = 128, fillfactor = 90)`,
    `alter table article_search_${name} alter column tsv set storage external`,
    `create index article_search_${name}_tsv on article_search_${name} using gin (tsv) with (gin_pending_list_limit = 512)`,
  ]
}

const statements: readonly string[] = [
  `create extension if not exists unaccent`,
  `create extension if not exists pg_trgm`,
  ...Object.entries(stemmers).flatMap(([name, stemmer]) => configuration(name, stemmer)),

  `create table article_search (
    article_id bigint not null references article on delete cascade,
    config text collate "C" not null,
    language text not null,
    placed_at timestamptz(3) not null,
    modified_at timestamptz(3) not null,
    visible_at timestamptz(3),
    tsv tsvector not null,
    constraint article_search_unique primary key (article_id, config)
  ) partition by list (config)`,
  `comment on column article_search.config is 'The text search configuration masthead_<config> of the article''s language'`,
  ...Object.keys(stemmers).flatMap(partition),

  `create table search_word (
    word text collate "C" primary key,
    letters text collate "C" not null
  )`,
  `comment on column search_word.letters is 'The same letters in alphabetical order: letters that changed places are the commonest slip, which trigrams do not see'`,
  `create index search_word_letters on search_word (letters)`,
  `comment on table search_word is 'Words of headlines and names, folded and not stemmed: where other spellings are looked for'`,
  `create index search_word_similar on search_word using gin (word gin_trgm_ops)`,

  // whole words, each for all that begins like it: a sixth of the entries that trigrams would be, and a headline is written often
  `create index article_headline_words on article using gin (array_to_tsvector(string_to_array(headline_key, ' ')))`,
  // the space in front makes the beginning of the text the beginning of a word like any other
  `create index author_name_words on author using gin ((' ' || name_key) gin_trgm_ops)`,
  `create index topic_name_words on topic using gin ((' ' || name_key) gin_trgm_ops)`,

  // the copies here follow the article, as those of 0001 do
  `create function article_search_sort_keys_changed() returns trigger language plpgsql as $$
  begin
    update article_search c
      set placed_at = n.placed_at, modified_at = n.modified_at, visible_at = n.visible_at
      from after_update n
      where c.article_id = n.id
        and (c.placed_at, c.modified_at, c.visible_at) is distinct from (n.placed_at, n.modified_at, n.visible_at);
    return null;
  end $$`,
  `create trigger article_search_sort_keys_changed after update on article
    referencing new table as after_update for each statement execute function article_search_sort_keys_changed()`,
]
