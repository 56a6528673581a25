-- What PostGraphile needs in the database: a reader that sees what is visible, and a function for the search of its schema.
do $$
begin
  if not exists (select from pg_roles where rolname = 'masthead_bench_reader') then
    create role masthead_bench_reader login password 'masthead_bench_reader';
  end if;
end $$;
grant usage on schema public to masthead_bench_reader;
grant select on all tables in schema public to masthead_bench_reader;

alter table article enable row level security;
alter table article_topic enable row level security;
alter table article_author enable row level security;
alter table related_link enable row level security;
drop policy if exists visible on article;
create policy visible on article for select to masthead_bench_reader using (id > 0 and visible_at <= now());
drop policy if exists visible on article_topic;
create policy visible on article_topic for select to masthead_bench_reader using (visible_at <= now());
drop policy if exists visible on article_author;
create policy visible on article_author for select to masthead_bench_reader using (visible_at <= now());
drop policy if exists visible on related_link;
create policy visible on related_link for select to masthead_bench_reader
  using (target_id is null or (select o.visible_at <= now() from article o where o.id = related_link.target_id));

create or replace function bench_search(words text) returns setof article language sql stable as $$
  with query as materialized (
    select websearch_to_tsquery('masthead_en', words) as en, websearch_to_tsquery('masthead_de', words) as de,
      websearch_to_tsquery('masthead_it', words) as it
  ), matched as materialized (
    select article_id as id, placed_at, tsv, 'en' as config from article_search_en
    where tsv @@ (select en from query) and visible_at <= now()
    union all
    select article_id as id, placed_at, tsv, 'de' as config from article_search_de
    where tsv @@ (select de from query) and visible_at <= now()
    union all
    select article_id as id, placed_at, tsv, 'it' as config from article_search_it
    where tsv @@ (select it from query) and visible_at <= now()
  )
  select article.*
  from (
    select newest.id,
      greatest(ts_rank(newest.tsv, case newest.config when 'en' then (select en from query)
        when 'de' then (select de from query) else (select it from query) end), 1e-6)::float8
        * (0.06 + 0.94 / (1 + greatest(extract(epoch from now() - newest.placed_at)::float8, 0) / 7776000)) as score
    from (select * from matched order by placed_at desc, id desc limit 2000) newest
    order by score desc, id desc
    limit 100
  ) page join article using (id)
  order by page.score desc, page.id desc
$$;
grant execute on function bench_search to masthead_bench_reader;
