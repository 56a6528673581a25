import { sql, type Kysely } from 'kysely'

/**
 * The content: publishers, authors, a tree of topics, articles with their addresses, links and bodies.
 *
 * Thought from the reads. A list is an index that already has its order: (condition, sort key, id). Three sort keys
 * exist (placed_at, modified_at, views), and article_author and article_topic carry copies of them, so that
 * "newest of an author" and "newest of a topic and all its descendants" are one index range each, 50,000 rows deep as
 * at the top. A trigger keeps the copies true. article_topic holds a row for every ancestor of a topic as well
 * (position null), so a root with 90 % of all articles costs what a leaf costs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const sortKeys = `
  placed_at timestamptz(3) not null,
  modified_at timestamptz(3) not null,
  views bigint not null,
  visible_at timestamptz(3)`

/** One index for each order, each under the same leading columns. */
function orderedIndexes(table: string, name: string, leading: string, id: string, where = ''): string[] {
  return ['placed_at', 'modified_at', 'views'].map(
    (key) =>
      `create index ${table}_${name}_${key} on ${table} (${leading === '' ? '' : `${leading}, `}${key}, ${id}) include (visible_at) ${where}`,
  )
}

const oneOf = (column: string, values: readonly string[]): string =>
  `check (${column} in (${values.map((value) => `'${value}'`).join(', ')}))`

const statements: readonly string[] = [
  `create table publisher (
    id bigint generated always as identity primary key,
    slug text collate "C" not null constraint publisher_slug_unique unique,
    name text not null constraint publisher_name_not_empty check (name <> ''),
    name_key text collate "C" not null,
    url text,
    language text,
    imprint text,
    email text
  )`,
  `create index publisher_name_key on publisher (name_key)`,

  `create table source_publisher (
    source text collate "C" not null,
    publisher_id bigint not null references publisher on delete cascade,
    constraint source_publisher_unique primary key (source, publisher_id)
  )`,

  `create table author (
    id bigint generated always as identity primary key,
    publisher_id bigint not null references publisher on delete cascade,
    slug text collate "C" not null constraint author_slug_unique unique,
    name text not null constraint author_name_not_empty check (name <> ''),
    name_key text collate "C" not null,
    kind text not null constraint author_kind_known ${oneOf('kind', ['PERSON', 'ORGANISATION'])},
    job_title text,
    bio text,
    image jsonb,
    url text,
    constraint author_name_unique unique (publisher_id, name_key)
  )`,
  `create index author_name_order on author (name_key, id)`,

  `create table topic (
    id bigint generated always as identity primary key,
    parent_id bigint constraint topic_parent_exists references topic,
    segment text not null constraint topic_segment_well_formed check (segment <> '' and segment !~ '/'),
    path text collate "C" not null constraint topic_path_unique unique,
    ancestor_ids bigint[] not null,
    slug text collate "C" not null constraint topic_slug_unique unique,
    name text not null constraint topic_name_not_empty check (name <> ''),
    name_key text collate "C" not null,
    type text not null constraint topic_type_known ${oneOf('type', ['SECTION', 'KEYWORD', 'SERIES', 'PERSON', 'ORGANISATION', 'PLACE', 'EVENT'])},
    description text,
    same_as jsonb not null default '[]'
  )`,
  `create index topic_children on topic (parent_id, path)`,
  `create index topic_name_order on topic (name_key, id)`,

  // path and ancestor_ids follow from the parent, whoever writes
  `create function topic_place() returns trigger language plpgsql as $$
  declare
    above topic;
  begin
    if new.parent_id is null then
      new.path := new.segment;
      new.ancestor_ids := '{}';
      return new;
    end if;
    select * into above from topic where id = new.parent_id;
    if new.parent_id = new.id or new.id = any (above.ancestor_ids) then
      raise exception 'topic % cannot be its own ancestor', new.segment
        using errcode = 'check_violation', constraint = 'topic_not_its_own_ancestor', table = 'topic';
    end if;
    new.path := above.path || '/' || new.segment;
    new.ancestor_ids := above.ancestor_ids || above.id;
    return new;
  end $$`,
  `create trigger topic_place before insert or update of parent_id, segment, path, ancestor_ids on topic
    for each row execute function topic_place()`,

  `create table article (
    id bigint generated always as identity primary key,
    publisher_id bigint not null references publisher on delete cascade,
    source text collate "C" not null,
    external_id text collate "C" not null,
    slug text collate "C" not null constraint article_slug_unique unique,
    url text,
    type text not null constraint article_type_known ${oneOf('type', ['ARTICLE', 'LIVEBLOG', 'GALLERY', 'VIDEO', 'AUDIO', 'INTERACTIVE'])},
    status text not null constraint article_status_known ${oneOf('status', ['DRAFT', 'PUBLISHED', 'WITHDRAWN'])},
    withdrawn_reason text,
    came_out boolean not null default false,
    headline text not null constraint article_headline_not_empty check (headline <> ''),
    headline_key text collate "C" not null,
    kicker text,
    standfirst text,
    summary text,
    byline text,
    language text not null constraint article_language_well_formed check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    image jsonb,
    corrections jsonb not null default '[]',
    word_count integer not null constraint article_word_count_not_negative check (word_count >= 0),
    view_count bigint constraint article_view_count_not_negative check (view_count >= 0),
    is_free boolean not null,
    published_at timestamptz(3),
    embargoed_until timestamptz(3),
    created_at timestamptz(3) not null,
    modified_at timestamptz(3) not null,
    content_hash bytea not null,
    story_id bigint,
    translation_source text collate "C",
    translation_external_id text collate "C",
    placed_at timestamptz(3) not null generated always as (coalesce(published_at, created_at)) stored,
    views bigint not null generated always as (coalesce(view_count, 0)) stored,
    visible_at timestamptz(3) generated always as (
      case when status = 'PUBLISHED' then greatest(coalesce(published_at, created_at), embargoed_until) end) stored,
    constraint article_source_external_id_unique unique (source, external_id)
  )`,
  // always true, and said only by lists without a narrower range: so that no plan, made for whatever values, walks all
  // articles in search of a rare publisher, language or type
  ...orderedIndexes('article', 'newest', '', 'id', 'where id > 0'),
  ...orderedIndexes('article', 'publisher', 'publisher_id', 'id'),
  ...orderedIndexes('article', 'language', 'language', 'id'),
  ...orderedIndexes('article', 'type', 'type', 'id'),
  ...orderedIndexes('article', 'free', 'is_free', 'id'),
  ...orderedIndexes('article', 'unpublished', 'status', 'id', `where status <> 'PUBLISHED'`),
  `create index article_visible_at on article (visible_at) where id > 0`,
  `create index article_headline_key on article (publisher_id, headline_key)`,
  `create index article_story on article (story_id) where story_id is not null`,
  `create index article_translation_of on article (translation_source, translation_external_id) where translation_source is not null`,

  `create table article_body (
    article_id bigint primary key references article on delete cascade,
    html text not null,
    text text not null
  )`,

  `create table article_url (
    url_key text collate "C" not null constraint article_url_unique primary key,
    url text not null,
    article_id bigint not null references article on delete cascade,
    is_canonical boolean not null
  )`,
  `create index article_url_article on article_url (article_id)`,

  `create table article_author (
    article_id bigint not null references article on delete cascade,
    author_id bigint not null references author on delete cascade,
    position integer not null constraint article_author_position_from_one check (position >= 1),
    ${sortKeys},
    constraint article_author_unique primary key (article_id, author_id),
    constraint article_author_position_unique unique (article_id, position)
  )`,
  ...orderedIndexes('article_author', 'author', 'author_id', 'article_id'),

  `create table article_topic (
    article_id bigint not null references article on delete cascade,
    topic_id bigint not null references topic on delete cascade,
    position integer constraint article_topic_position_from_one check (position >= 1),
    ${sortKeys},
    constraint article_topic_unique primary key (article_id, topic_id)
  )`,
  `create unique index article_topic_position_unique on article_topic (article_id, position) where position is not null`,
  `comment on column article_topic.position is 'The publisher''s order, from 1; null where the article has the topic only through a descendant of it'`,
  ...orderedIndexes('article_topic', 'topic', 'topic_id', 'article_id'),
  ...orderedIndexes('article_topic', 'direct', 'topic_id', 'article_id', 'where position is not null'),

  `create table related_link (
    article_id bigint not null references article on delete cascade,
    position integer not null constraint related_link_position_from_one check (position >= 1),
    publisher_id bigint not null references publisher on delete cascade,
    title text not null constraint related_link_title_not_empty check (title <> ''),
    title_key text collate "C" not null,
    url text,
    url_key text collate "C",
    byline text,
    kind text not null constraint related_link_kind_known ${oneOf('kind', ['ARTICLE', 'VIDEO', 'AUDIO', 'GALLERY', 'LIVEBLOG', 'DOCUMENT'])},
    target_id bigint references article on delete set null,
    constraint related_link_position_unique primary key (article_id, position)
  )`,
  `create index related_link_target on related_link (target_id)`,
  `create index related_link_unbound_title on related_link (publisher_id, title_key) where target_id is null`,
  `create index related_link_unbound_url on related_link (url_key) where target_id is null and url_key is not null`,

  // whether a withdrawn article had been out: only then is its address known as gone
  `create function article_withdrawn() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      new.came_out := greatest(coalesce(new.published_at, new.created_at), new.embargoed_until) <= clock_timestamp();
    elsif old.status <> 'WITHDRAWN' then
      new.came_out := coalesce(old.visible_at <= clock_timestamp(), false);
    end if;
    return new;
  end $$`,
  `create trigger article_withdrawn before insert or update of status on article
    for each row when (new.status = 'WITHDRAWN') execute function article_withdrawn()`,

  // the copies of the sort keys follow the article
  `create function article_sort_keys_changed() returns trigger language plpgsql as $$
  begin
    update article_author c
      set placed_at = n.placed_at, modified_at = n.modified_at, views = n.views, visible_at = n.visible_at
      from after_update n
      where c.article_id = n.id
        and (c.placed_at, c.modified_at, c.views, c.visible_at) is distinct from (n.placed_at, n.modified_at, n.views, n.visible_at);
    update article_topic c
      set placed_at = n.placed_at, modified_at = n.modified_at, views = n.views, visible_at = n.visible_at
      from after_update n
      where c.article_id = n.id
        and (c.placed_at, c.modified_at, c.views, c.visible_at) is distinct from (n.placed_at, n.modified_at, n.views, n.visible_at);
    return null;
  end $$`,
  `create trigger article_sort_keys_changed after update on article
    referencing new table as after_update for each statement execute function article_sort_keys_changed()`,

  // a topic that moves takes its descendants along, and its articles change their ancestors
  `create function topic_moved() returns trigger language plpgsql as $$
  begin
    if new.path is distinct from old.path then
      update topic set parent_id = new.id where parent_id = new.id;
    end if;
    if new.ancestor_ids is distinct from old.ancestor_ids then
      delete from article_topic inherited
        using article_topic direct
        where direct.topic_id = new.id and inherited.article_id = direct.article_id and inherited.position is null;
      insert into article_topic (article_id, topic_id, placed_at, modified_at, views, visible_at)
        select distinct a.id, ancestor.topic_id, a.placed_at, a.modified_at, a.views, a.visible_at
        from article_topic moved
        join article a on a.id = moved.article_id
        join article_topic held on held.article_id = a.id and held.position is not null
        join topic on topic.id = held.topic_id
        cross join lateral unnest(topic.ancestor_ids) as ancestor (topic_id)
        where moved.topic_id = new.id
        on conflict do nothing;
    end if;
    return null;
  end $$`,
  `create trigger topic_moved after update on topic for each row execute function topic_moved()`,

  `create table gateway_secret (
    name text primary key,
    value bytea not null
  )`,
]
