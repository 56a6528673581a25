-- parameters: placedAt, number
with page as materialized (
  select id, placed_at, row_number() over (order by placed_at desc, id desc) as place
  from article
  where id > 0 and (placed_at, id) < ($1::timestamptz, $2::bigint) and visible_at <= now()
  order by placed_at desc, id desc
  limit 21
)
select row_to_json(root)::text from (
  select (
    select row_to_json(list) from (
      select (
        select coalesce(json_agg(listed), '[]') from (
          select a.slug, a.headline, a.published_at as "datePublished",
            (select coalesce(json_agg(listed), '[]') from (
              select u.name
              from article_author aa join author u on u.id = aa.author_id
              where aa.article_id = a.id
              order by aa.position) listed) as authors,
            (select coalesce(json_agg(listed), '[]') from (
              select t.name, t.path
              from article_topic at join topic t on t.id = at.topic_id
              where at.article_id = a.id and at.position is not null
              order by at.position) listed) as topics
          from page join article a on a.id = page.id
          where page.place <= 20
          order by page.place) listed) as nodes,
        (select row_to_json(info) from (
          select exists (select from page where place = 21) as "hasNextPage",
            (select json_build_array(placed_at, id)::text
              from page where place <= 20 order by place desc limit 1) as "endCursor") info) as "pageInfo") list) as articles
) root
