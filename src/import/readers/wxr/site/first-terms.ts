import { oneLine } from '../../../text/one-line.ts'
import type { XmlElement } from '../../shared/xml.ts'
import { childText, firstMeta, own, treeOf } from '../fields.ts'

export interface Term {
  readonly name: string
  /** Slug of the parent; empty at the root. */
  readonly parent: string
}

/** Authors and terms of a site, as its exports list them. */
export class SiteTerms {
  /** Names by login. */
  readonly authors = new Map<string, string>()
  /** Logins by the author's number, which is how some plugins name authors: `user-7`, `guest-31`. */
  readonly logins = new Map<string, string>()
  /** By taxonomy and slug: `category/politics`. */
  readonly terms = new Map<string, Term>()
  /** Slugs of categories by their number, which is how plugins name a post's main one. */
  readonly categories = new Map<string, string>()
  /** Locales by the slug of a language (Polylang): `br` is `pt_BR` where its site says so. */
  readonly locales = new Map<string, string>()
  /** Groups of translations by the number of a post (Polylang). */
  readonly groups = new Map<number, string>()

  /** Takes in a record of the head: an author, a category, a tag, a term. */
  add(record: XmlElement): void {
    if (record.name === 'wp:author' || record.name === 'wp:wp_author') this.#addAuthor(record)
    else this.#addTerm(record)
  }

  /** A plugin for several authors keeps those without a login as posts, named `cap-<login>`. */
  addGuest(text: string): void {
    const item = treeOf(text)
    if (item === null) return
    const name = firstMeta(item, ['cap-display_name']) || oneLine(childText(item, 'title'))
    const logins = [oneLine(childText(item, 'wp:post_name')).replace(/^cap-/, ''), firstMeta(item, ['cap-user_login'])]
    const id = oneLine(childText(item, 'wp:post_id'))
    for (const login of logins) {
      if (login === '' || name === '' || this.authors.has(login)) continue
      this.authors.set(own(login), own(name))
      if (id !== '') this.logins.set(own(`guest-${id}`), own(login))
    }
  }

  #addAuthor(record: XmlElement): void {
    const login = oneLine(childText(record, 'wp:author_login'))
    const display = oneLine(childText(record, 'wp:author_display_name'))
    const full = oneLine(`${childText(record, 'wp:author_first_name')} ${childText(record, 'wp:author_last_name')}`)
    // Who never chose a name to be shown by is shown by the login.
    const name = (display === login || display === '') && full !== '' ? full : display || login
    const id = oneLine(childText(record, 'wp:author_id'))
    if (login === '' || name === '') return
    this.authors.set(own(login), own(name))
    if (id !== '') this.logins.set(own(`user-${id}`), own(login))
  }

  #addTerm(record: XmlElement): void {
    const fixed = { 'wp:category': 'category', 'wp:tag': 'post_tag' }[record.name]
    const taxonomy = fixed ?? oneLine(childText(record, 'wp:term_taxonomy'))
    const [slug = '', name, parent] = (
      {
        'wp:category': ['wp:category_nicename', 'wp:cat_name', 'wp:category_parent'],
        'wp:tag': ['wp:tag_slug', 'wp:tag_name', ''],
      }[record.name] ?? ['wp:term_slug', 'wp:term_name', 'wp:term_parent']
    ).map((child) => oneLine(childText(record, child)))
    const id = oneLine(childText(record, 'wp:term_id'))
    if (slug === '') return
    if (taxonomy === 'category' && id !== '') this.categories.set(own(id), own(slug))
    this.terms.set(own(`${taxonomy}/${slug}`), { name: own(name || slug), parent: own(parent ?? '') })
    // what Polylang knows is in the description, in PHP's notation: a:2:{s:2:"en";i:51;s:2:"cy";i:52;}
    const description = childText(record, 'wp:term_description')
    const locale = /s:6:"locale";s:\d+:"([\w-]+)"/.exec(description)?.[1]
    if (taxonomy === 'language' && locale !== undefined) this.locales.set(own(slug), own(locale))
    if (taxonomy !== 'post_translations') return
    for (const [, post] of description.matchAll(/s:\d+:"[\w-]+";i:(\d+);/g)) this.groups.set(Number(post), own(slug))
  }
}
