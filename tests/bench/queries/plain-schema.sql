-- What a team would begin with that wants to show articles, lists and search results, and nothing of what Masthead keeps beside:
-- no copies of sort keys, no ancestors of topics, no aliases, no other spellings, no bound links.
create schema plain;

create table plain.author (
  id bigint primary key,
  slug text not null unique,
  name text not null
);

create table plain.topic (
  id bigint primary key,
  parent_id bigint references plain.topic,
  path text not null unique,
  name text not null
);
create index on plain.topic (parent_id);

create table plain.article (
  id bigint primary key,
  source text not null,
  external_id text not null,
  slug text not null unique,
  url text not null unique,
  status text not null,
  language text not null,
  kicker text,
  headline text not null,
  standfirst text,
  summary text,
  byline text,
  image jsonb,
  body text not null,
  word_count integer not null,
  view_count bigint,
  published_at timestamptz,
  modified_at timestamptz not null,
  search tsvector not null,
  unique (source, external_id)
);
create index on plain.article (published_at, id);
create index on plain.article (modified_at, id);
create index on plain.article (view_count, id);
create index on plain.article using gin (search);

create table plain.article_author (
  article_id bigint not null references plain.article,
  author_id bigint not null references plain.author,
  position integer not null,
  primary key (article_id, author_id)
);
create index on plain.article_author (author_id);

create table plain.article_topic (
  article_id bigint not null references plain.article,
  topic_id bigint not null references plain.topic,
  position integer not null,
  primary key (article_id, topic_id)
);
create index on plain.article_topic (topic_id);

create table plain.related_link (
  article_id bigint not null references plain.article,
  position integer not null,
  title text not null,
  url text,
  primary key (article_id, position)
);
