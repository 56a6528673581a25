import type { AuthorInput } from '../../../schema/models.ts'
import { nameKey, uniqueAuthors } from '../reading/author.ts'
import { foldWords } from '../reading/fold.ts'
import { isOrganisationName } from '../reading/organisation.ts'
import { oneLine } from '../reading/text.ts'
import { parseAuthors, writtenDate } from './author-names.ts'
import { childrenOf, closest, type DomElement, type DomNode, elementsOf, isElement, isText, namesOf } from './dom.ts'
import type { Evidence } from './evidence.ts'
import { isNode, ldText, ldUrl, listOf, type LdNode, typesOf } from './json-ld.ts'
import { itemprops, withClass } from './microdata.ts'
import { absolute, isFurniture, type Page, textOf } from './page.ts'
import { isHidden, isSilent, visibleLines } from './text.ts'

/** The authors of a page and where they were found; the byline as the page prints it. */
export interface FoundAuthors {
  readonly authors: readonly AuthorInput[]
  readonly source: string | null
  readonly byline: string | null
  readonly notes: readonly { readonly field: string; readonly message: string }[]
}

interface Group {
  readonly source: string
  readonly authors: readonly AuthorInput[]
}

const maxAuthors = 20
const authorMetas = [
  'author',
  'article:author',
  'article:author_name',
  'og:article:author',
  'og:author',
  'parsely-author',
  'sailthru.author',
  'citation_author',
  'dc.creator',
  'dcterms.creator',
  'dc.contributor',
  'byl',
  'byline',
  'authors',
  'article.author',
  'article_author',
  'creator',
  'rbauthors',
  'cxenseparse:author',
  'vr:author',
  'content_author',
  'article-author',
]
const bylineName =
  /(?:^|[\s_-])(?:by-?lines?|author(?:s|-?name|-?names|-?link|-?info|-?byline)?|article-?author|entry-author|post-author|writer|autor(?:e|es)?|auteur|auteurs|signature|firma|autori|redattore|journalist|reporter|contributors?|creator|user-?name|credit-author|c-byline|p-author|fn|submitted|verfasser|skribent|forfatter)(?:__?\w+)*(?:$|[\s_-])/

/**
 * Reads the authors: linked data first, then metas, microdata, hAtom, `rel=author` and bylines near the headline. People
 * win over organisations: the site's own name stands only where no source names anybody else.
 */
export function findAuthors(evidence: Evidence, headline: DomElement | null): FoundAuthors {
  const { page } = evidence
  const groups: Group[] = [
    { source: 'json-ld author', authors: linkedAuthors(evidence, ['author']) },
    { source: 'json-ld creator', authors: linkedAuthors(evidence, ['creator', 'contributor']) },
    ...metaGroups(page),
    { source: 'microdata author', authors: microdataAuthors(page) },
    { source: 'rel=author', authors: relAuthors(page, headline) },
    ...bylineGroups(page, headline),
  ]
    .map((group) => ({ ...group, authors: uniqueAuthors(group.authors).slice(0, maxAuthors) }))
    .filter(({ authors }) => authors.length > 0)
  const byline = printedByline(page, headline, groups)
  const isSite = ({ name }: AuthorInput) => isSiteAuthor(name, evidence)
  const withPeople = groups.find(({ authors }) => authors.some((author) => author.kind === 'PERSON' && !isSite(author)))
  const withOthers = groups.find(({ authors }) => authors.some((author) => !isSite(author)))
  const first = withPeople ?? withOthers ?? groups[0]
  // systems with one author field name the others in the printed byline alone
  const chosen = groups.find((group) => first !== undefined && addsPeople(group, first)) ?? first
  if (chosen === undefined) return { authors: [], source: null, byline, notes: [] }
  // a site named beside a person is the publisher again
  const people = chosen.authors.filter((author) => !isSite(author))
  const kept =
    people.length > 0 ? people : chosen.authors.map((author): AuthorInput => ({ ...author, kind: 'ORGANISATION' }))
  return {
    authors: kept.map((author) => enriched(author, groups, page)),
    source: chosen.source,
    byline,
    notes: disagreement(chosen, groups, isSite),
  }
}

/** Whether a byline names every author of a group and other people, all by first and last name. */
function addsPeople(byline: Group, group: Group): boolean {
  const keys = new Set(byline.authors.map(({ name }) => nameKey(name)))
  return (
    /^(?:byline|rel=author)/.test(byline.source) &&
    byline.authors.length > group.authors.length &&
    byline.authors.length <= 6 &&
    group.authors.every(({ name }) => keys.has(nameKey(name))) &&
    byline.authors.every(({ name, kind }) => kind === 'PERSON' && /^\p{Lu}\S+(?: \S+){1,3}$/u.test(name))
  )
}

function linkedAuthors({ ld, page }: Evidence, properties: readonly string[]): AuthorInput[] {
  if (ld.article === null) return []
  return properties
    .flatMap((property) => listOf(ld.article?.[property]))
    .flatMap((value) => {
      const author = ld.resolve(value)
      if (typeof author === 'string') return fromText(author, page)
      if (!isNode(author)) return []
      return fromNode(author, page)
    })
}

function fromNode(node: LdNode, page: Page): AuthorInput[] {
  const nested = listOf(node['name'])
  const name = nested.every((item) => typeof item === 'string') ? nested.join('; ') : ldText(node['name'])
  const given = name || [ldText(node['givenName']), ldText(node['familyName'])].filter((part) => part !== '').join(' ')
  const url = absolute(page, ldUrl(node['url']) || (typeof node['sameAs'] === 'string' ? node['sameAs'] : ''))
  if (given === '') return url === null ? [] : fromAddress(url, page)
  if (/^https?:\/\//.test(given)) return fromAddress(given, page)
  const declared = typesOf(node).some((type) => /Organi[sz]ation|NewsMedia|Corporation|Brand/i.test(type))
  // systems that know no authors call every newsroom a Person, and some call every person an Organization
  const parsed = parseAuthors(
    given,
    declared && (isOrganisationName(given) || !/^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(given)),
  )
  const job = ldText(node['jobTitle'])
  return parsed.map((author) => ({
    ...author,
    ...(declared && author.kind === 'PERSON' ? { kind: 'ORGANISATION' as const } : {}),
    ...(parsed.length === 1 && url !== null && !isSocial(url) && !isRoot(url) ? { url } : {}),
    ...(parsed.length === 1 && job !== '' && job.length <= 120 ? { jobTitle: job } : {}),
  }))
}

function fromText(text: string, page: Page): AuthorInput[] {
  return /^(?:https?:)?\/\/\S+$/.test(text.trim()) ? fromAddress(text.trim(), page) : parseAuthors(text)
}

/** An author given as the address of a profile: named by the link to it, else by its last part where that is a name. */
function fromAddress(address: string, page: Page): AuthorInput[] {
  const url = absolute(page, address)
  if (url === null || isSocial(url) || isRoot(url)) return []
  const link = page
    .byTag('a')
    .find((a) => !page.isConcealed(a) && absolute(page, a.getAttribute('href')) === url && textOf(a) !== '')
  const named = link === undefined ? [] : parseAuthors(textOf(link))
  if (named.length === 1) return named.map((author) => ({ ...author, url }))
  const slug =
    /\/(?:authors?|autor(?:e|es|i)?|auteurs?|profile|people|staff|by|writers?|contributors?|redaktion|journalist)\/(?:\d+[-/])?([a-z]+(?:-[a-z]+){1,3})\/?(?:\.html?)?$/i.exec(
      new URL(url).pathname,
    )
  const name = (slug?.[1] ?? '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
  return parseAuthors(name).map((author) => ({ ...author, url }))
}

function metaGroups(page: Page): Group[] {
  return authorMetas
    .map((name) => ({
      source: `meta ${name}`,
      authors: (page.metas.get(name) ?? []).flatMap((value) => fromText(value, page)),
    }))
    .concat(
      // the labels that a WordPress plugin writes for previews
      ['1', '2'].flatMap((number) => {
        const label = page.metas.get(`twitter:label${number}`)?.[0] ?? ''
        const value = page.metas.get(`twitter:data${number}`)?.[0] ?? ''
        return /writ|author|verfasst|geschrieben|écrit|scritto|escrito|autor|skriv|door|автор/i.test(label)
          ? [{ source: `meta twitter:data${number}`, authors: parseAuthors(value) }]
          : []
      }),
    )
}

function microdataAuthors(page: Page): AuthorInput[] {
  return itemprops(page, 'author').flatMap((element): AuthorInput[] => {
    if (inOthers(element)) return []
    const inner = elementsOf(element).find(
      (at) =>
        at !== element &&
        /(?:^|\s)(?:schema:)?name(?:\s|$)/.test(at.getAttribute('itemprop') ?? at.getAttribute('property') ?? ''),
    )
    const text =
      inner === undefined
        ? (element.getAttribute('content') ?? textOf(element))
        : (inner.getAttribute('content') ?? textOf(inner))
    const organisation = /Organization/i.test(element.getAttribute('itemtype') ?? '')
    const link = elementsOf(element).find((at) => at.localName === 'a' || at.getAttribute('itemprop') === 'url')
    const url = absolute(page, link?.getAttribute('href'))
    const authors = parseAuthors(text, organisation)
    return authors.map((author) =>
      authors.length === 1 && url !== null && !isSocial(url) && !isRoot(url) ? { ...author, url } : author,
    )
  })
}

function relAuthors(page: Page, headline: DomElement | null): AuthorInput[] {
  const links = page
    .byTag('a')
    .filter(
      (a) =>
        /(?:^|\s)author(?:\s|$)/i.test(a.getAttribute('rel') ?? '') &&
        !page.isConcealed(a) &&
        !inOthers(a) &&
        besides(a, headline),
    )
  return links.slice(0, 12).flatMap((a) => withAddress(parseAuthors(textOf(a)), a, page))
}

function bylineGroups(page: Page, headline: DomElement | null): Group[] {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  const entry = withClass(page, ['p-author', 'author', 'fn']).filter(
    (element) => closest(element, (at) => /(?:^|\s)(?:hentry|h-entry)(?:\s|$)/.test(namesOf(at))) !== null,
  )
  const named = page.elements.filter((element, index) => {
    if (start !== -1 && (index < start - 60 || index > start + 220) && !/byline/.test(namesOf(element))) return false
    return bylineName.test(namesOf(element)) || element.localName === 'address'
  })
  const usable = [...new Set([...entry, ...named])].filter(
    (element) =>
      !page.isConcealed(element) &&
      !inOthers(element) &&
      !isFurniture(element) &&
      besides(element, headline) &&
      textOf(element).length <= 200,
  )
  const groups: Group[] = []
  for (const element of usable.slice(0, 40)) {
    const links = elementsOf(element).filter((at) => at.localName === 'a' && !page.isConcealed(at) && isAuthorLink(at))
    const linked = links.flatMap((a) => withAddress(parseAuthors(textOf(a)), a, page))
    const authors = linked.length > 0 ? linked : parseAuthors(leafText(element))
    if (authors.length > 0)
      groups.push({ source: `byline ${element.localName === 'address' ? 'address' : 'element'}`, authors })
  }
  const text = spokenByline(page, headline)
  return text === null ? groups : [...groups, { source: 'byline text', authors: parseAuthors(text) }]
}

/** A line near the headline that says "By Somebody" without any class to tell it. */
function spokenByline(page: Page, headline: DomElement | null): string | null {
  if (headline === null) return null
  const start = page.elements.indexOf(headline)
  for (const element of page.elements.slice(start + 1, start + 60)) {
    if (page.isConcealed(element) || !/^(?:p|div|span|font|td|em|i|b|strong|h[3-6]|li|small)$/.test(element.localName))
      continue
    const text = partedText(element)
    if (text.length < 5 || text.length > 120) continue
    const found =
      /^(?:By|Von|Par|Por|Di|A cura di|Door|Av|Af|Autor|Text|Texte|Testo|Автор|بقلم|מאת)[:：]?\s+(\p{Lu}[\p{L}'’.-]+(?: [\p{L}'’.-]+){1,3}(?:(?:,| and| und| et| y| e| en| og| och| и) \p{Lu}[\p{L}'’.-]+(?: [\p{L}'’.-]+){1,3})*)(?:$|\s*[,|•·–—-]|\s\d)/u.exec(
        text,
      ) ?? /^(?:بقلم|كتبت?|מאת)[:：]?\s+(\p{Lo}+(?: \p{Lo}+){1,3})$/u.exec(text)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

/** The text of a line with a bar where two inline elements touch: styles part them, not spaces. */
function partedText(element: DomElement): string {
  if (textOf(element).length > 120) return ''
  const parts: string[] = []
  const walk = (at: DomNode) => {
    if (isText(at)) {
      const last = parts.at(-1) ?? ''
      const text = at.nodeValue ?? ''
      parts.push(/[\p{Ll}\p{Lo}]$/u.test(last) && /^[\p{Lu}\d]/u.test(text) ? ` | ${text}` : text)
    } else if (isElement(at) && !isSilent(at) && !isHidden(at)) {
      if (at.localName === 'br') parts.push(' | ')
      for (const child of childrenOf(at)) walk(child)
    }
  }
  walk(element)
  return oneLine(parts.join(''))
}

function leafText(element: DomElement): string {
  // job titles, dates and biographies often stand in the same element, in parts of their own
  const parts = elementsOf(element).filter(
    (at) => at !== element && /(?:^|[\s_-])name(?:$|[\s_-])|(?:^|\s)fn(?:\s|$)/.test(namesOf(at)) && textOf(at) !== '',
  )
  return parts.length > 0 ? parts.map(textOf).join('; ') : visibleLines(element).join(', ')
}

function withAddress(authors: readonly AuthorInput[], a: DomElement, page: Page): AuthorInput[] {
  const url = absolute(page, a.getAttribute('href'))
  return authors.map((author) =>
    authors.length === 1 && url !== null && !isSocial(url) && !isRoot(url) ? { ...author, url } : author,
  )
}

function isAuthorLink(a: DomElement): boolean {
  const href = a.getAttribute('href') ?? ''
  return (
    /author|autor|auteur|profile|people|staff|writer|contributor|redaktion|journalist|byline|\/by\/|firma|users?\//i.test(
      href,
    ) || /author/.test(a.getAttribute('rel') ?? '')
  )
}

function inOthers(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        /(?:^|[\s_-])(?:comments?|related|recommend\w*|teasers?|promo|card|most-?read|latest|sidebar|reviewer|more-from)(?:$|[\s_-])/.test(
          namesOf(at),
        ) &&
        at.localName !== 'body' &&
        at.localName !== 'html',
    ) !== null
  )
}

/** Whether an element belongs to the headline's article, where the page wraps articles. */
function besides(element: DomElement, headline: DomElement | null): boolean {
  if (headline === null) return true
  const article = closest(element, (at) => at.localName === 'article')
  return (
    article === null || article.contains(headline) || closest(headline, (at) => at.localName === 'article') === null
  )
}

function printedByline(page: Page, headline: DomElement | null, groups: readonly Group[]): string | null {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  const names = groups.flatMap(({ authors }) => authors.map(({ name }) => foldWords(name)))
  for (const element of page.elements.slice(Math.max(0, start - 40), start === -1 ? 0 : start + 160)) {
    if (page.isConcealed(element) || !bylineName.test(namesOf(element)) || inOthers(element)) continue
    const text = textOf(element)
    if (text.length < 4 || text.length > 160 || !names.some((name) => foldWords(text).includes(name))) continue
    const bare = oneLine(text.replace(writtenDate, ''))
    return bare === '' ? null : bare
  }
  return null
}

function enriched(author: AuthorInput, groups: readonly Group[], page: Page): AuthorInput {
  const key = nameKey(author.name)
  const same = groups.flatMap(({ authors }) => authors.filter(({ name }) => nameKey(name) === key))
  const merged = same.reduce((sum, other) => ({ ...other, ...sum }), author)
  if (merged.url !== undefined && merged.url !== null) return merged
  const link = page.byTag('a').find((a) => isAuthorLink(a) && nameKey(textOf(a)) === key)
  const url = link === undefined ? null : absolute(page, link.getAttribute('href'))
  return url === null || isSocial(url) ? merged : { ...merged, url }
}

function disagreement(
  chosen: Group,
  groups: readonly Group[],
  isSite: (author: AuthorInput) => boolean,
): { field: string; message: string }[] {
  const keys = new Set(chosen.authors.map(({ name }) => nameKey(name)))
  const other = groups.find(
    (group) =>
      group !== chosen &&
      group.authors.some((author) => author.kind === 'PERSON' && !isSite(author)) &&
      !group.authors.some(({ name }) => keys.has(nameKey(name))),
  )
  if (other === undefined) return []
  return [
    {
      field: 'authors',
      message: `${chosen.source} names ${chosen.authors.map(({ name }) => name).join(', ')}; ${other.source} names ${other.authors.map(({ name }) => name).join(', ')}.`,
    },
  ]
}

function isSiteAuthor(name: string, { siteNames, page }: Evidence): boolean {
  const folded = foldWords(name).replaceAll(' ', '')
  const host = (page.base?.hostname ?? '').replace(/^www\./, '')
  return (
    siteNames.some(({ value }) => foldWords(value).replaceAll(' ', '') === folded) ||
    folded === host.replace(/[^a-z0-9]/g, '') ||
    folded === host.split('.')[0]
  )
}

function isSocial(url: string): boolean {
  return /^https?:\/\/(?:[\w-]+\.)*(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|threads|t|bsky|mastodon)\.(?:com|net|me|app|social)\//i.test(
    url,
  )
}

function isRoot(url: string): boolean {
  return new URL(url).pathname.length <= 1
}
