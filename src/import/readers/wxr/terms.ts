import type { ArticleType, TopicInput } from '../../../../schema/models.ts'
import { labelText } from '../../text/one-line.ts'
import { namesAbove, slugOf, topicTypeOf, uniqueTopics } from '../shared/topic.ts'
import type { XmlElement } from '../shared/xml.ts'
import { isSame, labelIn } from './languages.ts'
import type { TermAuthor } from './authors.ts'
import type { SiteTerms, Term } from './site/first-terms.ts'

interface PostTerms {
  readonly topics: readonly TopicInput[]
  /** What kind of article a post format says it is. */
  readonly format: ArticleType | null
  /** As a plugin for several languages keeps it. */
  readonly language: string | null
  /** As a plugin for several authors keeps them. */
  readonly authors: readonly TermAuthor[]
}

/** What the terms of a post say; the category with the slug `main` comes first. Categories are sections with their tree, tags are keywords, other taxonomies by name. */
export function termsOf(item: XmlElement, site: SiteTerms, language: string | null, main?: string): PostTerms {
  const all = item.children
    .filter((child) => child.name === 'category')
    .map((child) => ({
      domain: child.attributes['domain'] ?? '',
      slug: child.attributes['nicename'] ?? '',
      name: labelText(labelIn(child.text, language)),
    }))
  // WXR 1.0 writes each term twice, once without its domain and slug.
  const isMain = (term: (typeof all)[number]): boolean =>
    main !== undefined && term.domain === 'category' && term.slug === main
  const named = (all.some((term) => term.domain !== '') ? all.filter((term) => term.domain !== '') : all).toSorted(
    (a, b) => Number(isMain(b)) - Number(isMain(a)),
  )
  const of = (domain: string): typeof named => named.filter((term) => term.domain === domain)
  const topics = named.flatMap(({ domain, slug, name }): TopicInput[] => {
    if (internal.has(domain) || domain.startsWith('pa_') || domain.startsWith('wp_')) return []
    const taxonomy = domain === 'tag' ? 'post_tag' : domain === '' ? 'category' : domain
    const type =
      taxonomy === 'category' ? 'SECTION' : taxonomy === 'post_tag' ? 'KEYWORD' : (topicTypeOf(taxonomy) ?? 'KEYWORD')
    const { path, above } = sortOrderOf(taxonomy, slug || name, site.terms, language)
    const own = (name || site.terms.get(`${taxonomy}/${slug}`)?.name || slug).replace(/^#(?=\p{L})/u, '')
    return path === '' ? [] : [{ path, name: own, ...namesAbove(path, [...above, own]), type }]
  })
  const format = of('post_format')[0]?.slug.replace('post-format-', '') ?? ''
  return {
    topics: uniqueTopics(topics),
    format: formats[format] ?? null,
    language: languageOf(of('language')[0]?.slug, site.locales),
    authors: of('author').map(({ slug, name }) => {
      const login = slug.replace(/^cap-/, '')
      return { login, name: name || login }
    }),
  }
}

/** The slug of a language is chosen freely; its locale is not, and says which language it is. */
function languageOf(slug: string | undefined, locales: SiteTerms['locales']): string | null {
  const own = slug?.replace(/^pll_/, '') ?? null
  const locale = slug === undefined ? undefined : (locales.get(slug) ?? locales.get(own ?? ''))
  return locale === undefined || own === null || isSame(own, locale) ? own : locale
}

/** A slug as people read it: WordPress stores letters beyond ASCII percent-encoded, sometimes cut in the middle. */
export function decodedSlug(slug: string): string {
  for (const end of cuts) {
    try {
      return decodeURIComponent(slug.replace(end, ''))
    } catch {
      // The other one, or as it stands.
    }
  }
  return slug
}

// Up to three bytes of a letter that lost its last one, and half an escape.
const cuts = [
  /(?!)/,
  /%[\da-f]?$/i,
  /%[\da-f]{2}$/i,
  /(?:%[\da-f]{2}){2}$/i,
  /(?:%[\da-f]{2}){3}$/i,
  /%[\da-f]{2}%[\da-f]?$/i,
  /(?:%[\da-f]{2}){2}%[\da-f]?$/i,
]

/** The path of a term, and the names of the terms above it, from the root down. */
function sortOrderOf(
  taxonomy: string,
  slug: string,
  terms: SiteTerms['terms'],
  language: string | null,
): { path: string; above: readonly string[] } {
  const slugs: string[] = []
  const names: string[] = []
  let current: string | undefined = slug
  while (current !== undefined && current !== '' && slugs.length < 16) {
    const own = slugOf(decodedSlug(current))
    if (own === null || slugs.includes(own)) break
    slugs.unshift(own)
    const term: Term | undefined = terms.get(`${taxonomy}/${current}`)
    names.unshift(labelText(labelIn(term?.name ?? '', language)))
    current = term?.parent
  }
  return { path: slugs.join('/'), above: names.slice(0, -1) }
}

const formats: Readonly<Record<string, ArticleType>> = { video: 'VIDEO', audio: 'AUDIO', gallery: 'GALLERY' }

// Terms that WordPress and plugins keep for themselves: they are about no subject.
const internal = new Set(
  'post_format nav_menu language post_translations term_language term_translations author link_category yst_prominent_words translation_priority following_users ef_editorial_meta amp_validation_error product_type product_visibility'.split(
    ' ',
  ),
)
