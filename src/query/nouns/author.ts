import { sql } from 'kysely'
import { buildArticleList } from '../lists/article-list.ts'
import type { Noun } from '../statement-builder.ts'

const column = (name: string) => (row: string) => sql.ref(`${row}.${name}`)

/** An author as JSON, and what hangs on them. */
export const authorNoun: Noun = {
  table: 'author',
  columns: {
    slug: column('slug'),
    name: column('name'),
    kind: column('kind'),
    jobTitle: column('job_title'),
    bio: column('bio'),
    image: column('image'),
    url: column('url'),
  },
  relations: {
    articles: (builder, row, args, below) =>
      buildArticleList(builder, { of: 'author', id: sql.ref<number>(`${row}.id`) }, args, below),
  },
}
