-- parameters: numbers
select row_to_json(root)::text from (
  select (
    select json_agg(listed) from (
      select s.name, s.path, json_build_object('nodes', (
        select coalesce(json_agg(listed), '[]') from (
          select a.slug, a.headline, (
            select coalesce(json_agg(listed), '[]') from (
              select u.name, json_build_object('nodes', (
                select coalesce(json_agg(listed), '[]') from (
                  select o.slug, o.headline, (
                    select coalesce(json_agg(listed), '[]') from (
                      select t.name, t.path
                      from article_topic at join topic t on t.id = at.topic_id
                      where at.article_id = o.id and at.position is not null
                      order by at.position) listed) as topics
                  from (
                    select l.article_id, l.placed_at
                    from article_author l
                    where l.author_id = u.id and l.visible_at <= now()
                    order by l.placed_at desc, l.article_id desc
                    limit 3) mine
                  join article o on o.id = mine.article_id
                  order by mine.placed_at desc, mine.article_id desc) listed)) as articles
              from article_author aa join author u on u.id = aa.author_id
              where aa.article_id = a.id
              order by aa.position) listed) as authors
          from (
            select l.article_id, l.placed_at
            from article_topic l
            where l.topic_id = s.id and l.visible_at <= now()
            order by l.placed_at desc, l.article_id desc
            limit 5) newest
          join article a on a.id = newest.article_id
          order by newest.placed_at desc, newest.article_id desc) listed)) as articles
      from unnest($1::bigint[]) with ordinality asked (id, place)
      join topic s on s.id = asked.id
      order by asked.place) listed) as nodes
) root
