import type { Note } from '../../../draft.ts'
import { visibilityOf, type Visibility, type VisibilityStatement } from '../../shared/visibility.ts'
import { outWords, statusNames } from '../../../vocabulary/visibility/visibility.ts'
import { closest, type DomElement, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import { ldValues, markupValues } from '../sources.ts'
import { isOutsideArticle } from '../page/page.ts'

/**
 * Who may see the article of a page: `robots` that asks not to be indexed, `creativeWorkStatus`, metas of systems, and the classes
 * and the password form that systems show an unpublished or protected article with. `isDated`: the page says when it was published.
 */
export function findVisibility(
  evidence: Evidence,
  headline: DomElement | null,
  isDated: boolean,
  notes: Note[],
): Visibility {
  const statements = [
    ...robots(evidence),
    ...metas(evidence),
    ...[...ldValues(evidence, ['creativeWorkStatus']), ...markupValues(evidence, 'creativeWorkStatus', [])].map(
      ({ value }) => ({ name: 'creativeWorkStatus', value }),
    ),
    ...classes(evidence, headline),
    ...passwordForm(evidence),
  ]
  return visibilityOf(statements, notes, isDated)
}

function robots({ page }: Evidence): VisibilityStatement[] {
  // not by `metas`, which takes "none" for a template that nobody filled in
  const declared = page
    .byTag('meta')
    .filter((meta) => /^(?:robots|googlebot|googlebot-news|bingbot)$/i.test(meta.getAttribute('name')?.trim() ?? ''))
    .map((meta) => meta.getAttribute('content') ?? '')
  return declared.some((value) => /(?:^|[\s,;])(?:noindex|none)(?:$|[\s,;])/i.test(value))
    ? [{ name: 'noindex', value: 'yes' }]
    : []
}

/** `article:status` and its like are believed in any word; a plain `status` may be about anything else. */
function metas({ page }: Evidence): VisibilityStatement[] {
  return [...page.metas].flatMap(([name, values]) => {
    const plain = name.replace(/^.*[:.]/, '').replace(/[\s_-]/g, '')
    const isArticles = plain === 'status' ? /^(?:article|post|content|page)[:.]/.test(name) : /.status$/.test(plain)
    return isArticles && (statusNames.has(plain) || plain === 'status')
      ? values.slice(0, 1).map((value) => ({ name: 'status', value }))
      : []
  })
}

/** WordPress and Drupal write the status into the classes of the article. */
function classes({ page }: Evidence, headline: DomElement | null): VisibilityStatement[] {
  const around: DomElement[] = []
  closest(headline, (at) => {
    around.push(at)
    return false
  })
  const articles = headline === null ? page.byTag('article').slice(0, 1) : []
  return [...around, ...articles, ...page.byTag('body')].flatMap((element) =>
    namesOf(element)
      .split(/\s+/)
      .flatMap((name): VisibilityStatement[] => {
        const status = /^status-(\w+)$/.exec(name)?.[1]
        if (status !== undefined && status !== 'publish' && !outWords.has(status))
          return [{ name: 'status', value: status }]
        if (name === 'post-password-required') return [{ name: 'password', value: 'yes' }]
        return /^(?:node--?|is-|article--?|post--?)unpublished$/.test(name)
          ? [{ name: 'unpublished', value: 'yes' }]
          : []
      }),
  )
}

function passwordForm({ page }: Evidence): VisibilityStatement[] {
  const field = page
    .byTag('input')
    .slice(0, 500)
    .find((input) => /^post_password$/i.test(input.getAttribute('name') ?? '') && !isOutsideArticle(input))
  return field === undefined ? [] : [{ name: 'password', value: 'yes' }]
}
