import { columnOf } from '../../db/column-of.ts'
import { buildArticleList } from '../lists/article-list.ts'
import { column } from '../column.ts'
import type { Noun } from '../statement-builder.ts'

/** An author as JSON, and what hangs on them. */
export const authorNoun: Noun = {
  table: 'author',
  columns: {
    slug: column('slug'),
    name: column('name'),
    kind: column('kind'),
    jobTitle: column('job_title'),
    bio: column('bio'),
    image: column('image', 'image'),
    url: column('url'),
  },
  relations: {
    articles: (builder, row, field) =>
      buildArticleList(builder, { of: 'author', id: columnOf<number>(row, 'id') }, field),
  },
  wide: {},
}
