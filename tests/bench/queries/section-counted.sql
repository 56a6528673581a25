-- parameters: path
select row_to_json(root)::text from (
  select (
    select row_to_json(section) from (
      select s.name, s.path, (
        with page as materialized (
          select l.article_id, l.placed_at, row_number() over (order by l.placed_at desc, l.article_id desc) as place
          from article_topic l
          where l.topic_id = s.id and l.visible_at <= now()
          order by l.placed_at desc, l.article_id desc
          limit 21)
        select row_to_json(list) from (
          select
            (select row_to_json(counted) from (
              select least(count(*), 1000) as value, count(*) <= 1000 as exact
              from (select from article_topic l where l.topic_id = s.id and l.visible_at <= now() limit 1001) found) counted) as count,
            (select coalesce(json_agg(listed), '[]') from (
              select json_build_array(page.placed_at, page.article_id)::text as cursor, (
                select row_to_json(node) from (
                  select translate(rtrim(encode(convert_to('Article:' || a.id, 'UTF8'), 'base64'), '='), '+/', '-_') as id,
                    a.slug, a.headline, a.standfirst, a.published_at as "datePublished",
                    (select coalesce(json_agg(listed), '[]') from (
                      select u.slug, u.name
                      from article_author aa join author u on u.id = aa.author_id
                      where aa.article_id = a.id
                      order by aa.position) listed) as authors,
                    (select coalesce(json_agg(listed), '[]') from (
                      select t.name, t.path
                      from article_topic at join topic t on t.id = at.topic_id
                      where at.article_id = a.id and at.position is not null
                      order by at.position) listed) as topics) node) as node
              from page join article a on a.id = page.article_id
              where page.place <= 20
              order by page.place) listed) as edges,
            (select row_to_json(info) from (
              select exists (select from page where place = 21) as "hasNextPage",
                (select json_build_array(placed_at, article_id)::text
                  from page where place <= 20 order by place desc limit 1) as "endCursor") info) as "pageInfo") list) as articles
      from topic s
      where s.path = $1) section) as topic
) root
