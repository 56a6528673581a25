-- parameters: language
select row_to_json(root)::text from (
  select
    (select json_build_object('nodes', coalesce(json_agg(listed), '[]')) from (
      select translate(rtrim(encode(convert_to('Article:' || a.id, 'UTF8'), 'base64'), '='), '+/', '-_') as id,
        a.url, a.slug, a.type, a.kicker, a.headline, left(a.summary, 160) as summary,
        coalesce(a.byline, (
          select string_agg(u.name, ', ' order by aa.position)
          from article_author aa join author u on u.id = aa.author_id
          where aa.article_id = a.id)) as byline,
        a.published_at as "datePublished", greatest(1, round(a.word_count / 230.0))::integer as "readingTimeMinutes",
        (select row_to_json(picture) from (
          select a.image ->> 'url' as url, coalesce(a.image ->> 'alt', '') as alt,
            (a.image ->> 'width')::integer as width, (a.image ->> 'height')::integer as height
          where a.image is not null) picture) as image,
        (select row_to_json(section) from (
          select t.name, t.path
          from article_topic at join topic t on t.id = at.topic_id
          where at.article_id = a.id and at.position is not null and t.type = 'SECTION'
          order by at.position
          limit 1) section) as section
      from article a
      where a.language = $1 and a.visible_at <= now()
      order by a.placed_at desc, a.id desc
      limit 12) listed) as newest,
    (select json_build_object('nodes', coalesce(json_agg(listed), '[]')) from (
      select translate(rtrim(encode(convert_to('Article:' || a.id, 'UTF8'), 'base64'), '='), '+/', '-_') as id,
        a.url, a.headline, a.view_count as "viewCount"
      from article a
      where a.language = $1 and a.visible_at <= now()
      order by a.views desc, a.id desc
      limit 5) listed) as "mostRead",
    (select json_build_object('nodes', coalesce(json_agg(listed), '[]')) from (
      select t.path, t.name
      from topic t
      where t.parent_id is null and t.type = 'SECTION'
        and exists (select from article_topic l where l.topic_id = t.id and l.visible_at <= now())
      order by t.path
      limit 20) listed) as sections
) root
