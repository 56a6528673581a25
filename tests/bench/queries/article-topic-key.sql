-- parameters: slug, topics
select row_to_json(root)::text from (
  select (
    select row_to_json(page) from (
      select translate(rtrim(encode(convert_to('Article:' || a.id, 'UTF8'), 'base64'), '='), '+/', '-_') as id,
        a.slug, a.kicker, a.headline, a.standfirst,
        (select b.html from article_body b where b.article_id = a.id and a.is_free) as body,
        a.word_count as "wordCount", a.published_at as "datePublished",
        (select coalesce(json_agg(listed), '[]') from (
          select u.slug, u.name
          from article_author aa join author u on u.id = aa.author_id
          where aa.article_id = a.id
          order by aa.position) listed) as authors,
        (select coalesce(json_agg(listed), '[]') from (
          select t.name, t.path,
            (select row_to_json(above) from (select p.name, p.path from topic p where p.id = t.parent_id) above) as parent
          from article_topic at join topic t on t.id = at.topic_id
          where at.article_id = a.id and at.position is not null
          order by at.position) listed) as topics,
        (select coalesce(json_agg(listed), '[]') from (
          select l.title, coalesce(o.url, l.url) as url,
            case when o.id is not null then (select row_to_json(target) from (
              select o.slug, o.headline, o.published_at as "datePublished",
                (select coalesce(json_agg(listed), '[]') from (
                  select u.name
                  from article_author aa join author u on u.id = aa.author_id
                  where aa.article_id = o.id
                  order by aa.position) listed) as authors
              ) target) end as article
          from related_link l left join article o on o.id = l.target_id
          where l.article_id = a.id and (l.target_id is null or o.visible_at <= now() and (
          select true from article_topic g where g.article_id = o.id and g.topic_id = any ($2::bigint[]) limit 1) is true)
          order by l.position
          limit 10) listed) as "relatedLinks"
      from article a
      where a.slug = $1 and a.visible_at <= now() and (
          select true from article_topic g where g.article_id = a.id and g.topic_id = any ($2::bigint[]) limit 1) is true) page) as article
) root
