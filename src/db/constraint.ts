import type { UserError } from '../../schema/models.ts'

/**
 * What a client is told when the database refuses a value that the checks before it let through; null for a surprise that is
 * nobody's input. `error` is what a statement threw.
 */
export function toUserError(error: unknown): UserError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
  const known = byConstraint[constraint]
  if (known !== undefined) return { ...known, path: known.path }
  // 22: a value out of its type's range; 23: a constraint; 54: larger than an index or a row can hold
  if (!/^(?:22|23|54)/.test(error.code)) return null
  return { code: 'INVALID', path: [], message: 'The article holds a value that cannot be stored. Check its fields.' }
}

const byConstraint: Readonly<Record<string, UserError>> = {
  article_slug_unique: { code: 'DUPLICATE', path: ['slug'], message: 'This slug is taken. Choose another.' },
  article_url_unique: { code: 'CONFLICT', path: ['url'], message: 'This address belongs to another article.' },
  article_source_external_id_unique: {
    code: 'DUPLICATE',
    path: ['externalId'],
    message: 'This source has an article with this external id already.',
  },
  article_headline_not_empty: { code: 'REQUIRED', path: ['headline'], message: 'headline must not be empty.' },
  article_language_well_formed: {
    code: 'INVALID',
    path: ['language'],
    message: 'language must be a BCP 47 tag like it or en-GB.',
  },
  article_type_known: { code: 'INVALID', path: ['type'], message: 'type is not one of the article types.' },
  article_status_known: {
    code: 'INVALID',
    path: ['status'],
    message: 'status is not one of the publication statuses.',
  },
  article_view_count_not_negative: { code: 'INVALID', path: ['viewCount'], message: 'viewCount must not be negative.' },
  author_name_not_empty: { code: 'REQUIRED', path: ['authors'], message: 'An author needs a name.' },
  publisher_name_not_empty: { code: 'REQUIRED', path: ['publisher', 'name'], message: 'A publisher needs a name.' },
  topic_name_not_empty: { code: 'REQUIRED', path: ['topics'], message: 'A topic needs a name.' },
  topic_segment_well_formed: { code: 'INVALID', path: ['topics'], message: 'A topic path is slugs joined by "/".' },
  topic_path_unique: { code: 'CONFLICT', path: ['topics'], message: 'Another topic has this path.' },
  topic_not_its_own_ancestor: { code: 'CONFLICT', path: ['topics'], message: 'A topic cannot be its own ancestor.' },
  related_link_title_not_empty: { code: 'REQUIRED', path: ['relatedLinks'], message: 'A related link needs a title.' },
}
