-- parameters: query
-- in the languages that the corpus has
with query as materialized (
  select websearch_to_tsquery('masthead_en', $1) as en, websearch_to_tsquery('masthead_de', $1) as de,
    websearch_to_tsquery('masthead_it', $1) as it
), matched as materialized (
  select article_id as id, placed_at, tsv, 'en' as config from article_search_en
  where tsv @@ (select en from query) and visible_at <= now()
  union all
  select article_id as id, placed_at, tsv, 'de' as config from article_search_de
  where tsv @@ (select de from query) and visible_at <= now()
  union all
  select article_id as id, placed_at, tsv, 'it' as config from article_search_it
  where tsv @@ (select it from query) and visible_at <= now()
), page as materialized (
  select id, score, row_number() over (order by score desc, id desc) as place
  from (
    select newest.id,
      greatest(ts_rank(newest.tsv, case newest.config when 'en' then (select en from query)
        when 'de' then (select de from query) else (select it from query) end), 1e-6)::float8
        * (0.06 + 0.94 / (1 + greatest(extract(epoch from now() - newest.placed_at)::float8, 0) / 7776000)) as score
    from (select * from matched order by placed_at desc, id desc limit 2000) newest
  ) scored
  order by score desc, id desc
  limit 21
)
select row_to_json(root)::text from (
  select (
    select row_to_json(found) from (
      select (
        select coalesce(json_agg(listed), '[]') from (
          select a.slug, a.headline, a.published_at as "datePublished",
            (select coalesce(json_agg(listed), '[]') from (
              select u.name
              from article_author aa join author u on u.id = aa.author_id
              where aa.article_id = a.id
              order by aa.position) listed) as authors
          from page join article a on a.id = page.id
          where page.place <= 20
          order by page.place) listed) as nodes,
        (select row_to_json(info) from (
          select exists (select from page where place = 21) as "hasNextPage",
            (select json_build_array(score, id)::text
              from page where place <= 20 order by place desc limit 1) as "endCursor") info) as "pageInfo") found) as search
) root
