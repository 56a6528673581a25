import { column } from '../column.ts'
import type { Noun } from '../statement-builder.ts'

/** A publisher as JSON. */
export const publisherNoun: Noun = {
  table: 'publisher',
  columns: {
    slug: column('slug'),
    name: column('name'),
    url: column('url'),
    language: column('language'),
    imprint: column('imprint'),
    email: column('email'),
  },
  relations: {},
  wide: {},
}
