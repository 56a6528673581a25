import { writerWords } from '../../../../vocabulary/labels/byline-label.ts'
import type { AuthorInput } from '../../../../../../schema/models.ts'
import { spellingKey, uniqueAuthors } from '../../../../byline/unique.ts'
import { foldWords } from '../../../../../text/fold.ts'
import { isDeskName, isOrganisationName } from '../../../../byline/organisation.ts'
import { profileAddress } from './author-address.ts'
import { parseAuthors } from '../../../../byline/parse.ts'
import type { DomElement } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import { isNode, type LdNode, ldText, ldUrl, listOf, typesOf } from '../../page/json-ld.ts'
import { absolute, type Page, textOf } from '../../page/page.ts'
import { parselyValues } from '../../page/parsely.ts'
import { labelledMetas } from '../../quirks.ts'
import { signature } from './signature.ts'
import {
  bylineGroups,
  type Group,
  isAuthorLink,
  microdataAuthors,
  printedByline,
  relAuthors,
} from './visible-authors.ts'

/** The authors of a page and where they were found; the byline as the page prints it. */
export interface FoundAuthors {
  readonly authors: readonly AuthorInput[]
  readonly source: string | null
  readonly byline: string | null
  readonly notes: readonly { readonly field: string; readonly message: string }[]
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

/**
 * Reads the authors: linked data first, then metas, microdata, hAtom, `rel=author` and bylines near the headline. People
 * win over organisations: the site's own name, and that of its newsroom, stand only where the page prints them as its byline and no source
 * names anybody else. A section is nobody.
 */
export function findAuthors(evidence: Evidence, headline: DomElement | null): FoundAuthors {
  const { page } = evidence
  const groups: Group[] = [
    { source: 'json-ld author', authors: linkedAuthors(evidence, ['author']) },
    { source: 'json-ld creator', authors: linkedAuthors(evidence, ['creator', 'contributor']) },
    ...metaGroups(page),
    { source: 'meta parsely-page', authors: parselyValues(page, 'author').flatMap((text) => parseAuthors(text)) },
    { source: 'microdata author', authors: microdataAuthors(page) },
    { source: 'rel=author', authors: relAuthors(page, headline) },
    ...bylineGroups(page, headline),
    { source: 'signature', authors: signature(page, headline) },
  ]
    .map((group) => ({
      ...group,
      authors: uniqueAuthors(group.authors)
        .filter((author) => !isSection(author, evidence))
        .slice(0, maxAuthors),
    }))
    .filter(({ authors }) => authors.length > 0)
  const byline = printedByline(page, headline, groups)
  const owners = ownerNames(evidence)
  const isSite = ({ name }: AuthorInput) => isSiteAuthor(name, evidence) || owners.has(spellingKey(name))
  const withPeople = groups.find(({ authors }) => authors.some((author) => author.kind === 'PERSON' && !isSite(author)))
  const withOthers = groups.find(({ authors }) => authors.some((author) => !isSite(author)))
  const first = withPeople ?? withOthers ?? groups[0]
  // systems with one author field name the others in the printed byline alone
  const chosen =
    groups.find((group) => first !== undefined && addsPeople(group, first)) ??
    (first === undefined ? undefined : (contradicting(first, groups, isSite) ?? first))
  // metadata that names whoever owns the site, or its newsroom, names no writer
  const printed = new Set(
    groups
      .filter(({ source }) => source.startsWith('byline'))
      .flatMap(({ authors }) => authors.map(({ name }) => spellingKey(name))),
  )
  const isOwner = chosen?.authors.every(
    (author) => (isSite(author) || isDeskName(author.name)) && !printed.has(spellingKey(author.name)),
  )
  if (chosen === undefined || isOwner === true) return { authors: [], source: null, byline, notes: [] }
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

/** Whether a single word that a system gives as the author is the section, as the page or its address says. */
function isSection({ name }: AuthorInput, { page, ld }: Evidence): boolean {
  if (name.includes(' ')) return false
  const [first = ''] = (page.base?.pathname ?? '').split('/').filter((part) => part !== '')
  const sections = [
    ...listOf(ld.article?.['articleSection']).map(ldText),
    ...(page.metas.get('article:section') ?? []),
    first,
  ]
  return sections.some((section) => foldWords(section) === foldWords(name))
}

/** Whether a byline names every author of a group and other people, all by first and last name. */
function addsPeople(byline: Group, group: Group): boolean {
  const keys = new Set(byline.authors.map(({ name }) => spellingKey(name)))
  return (
    /^(?:byline|rel=author)/.test(byline.source) &&
    byline.authors.length > group.authors.length &&
    byline.authors.length <= 6 &&
    group.authors.every(({ name }) => keys.has(spellingKey(name))) &&
    byline.authors.every(({ name, kind }) => kind === 'PERSON' && /^\p{Lu}\S+(?: \S+){1,3}$/u.test(name))
  )
}

/**
 * A byline beside the headline that is labelled and names other people than a meta does, where nothing else on the page bears the meta
 * out: systems write there who owns, edits or built the site.
 */
function contradicting(
  first: Group,
  groups: readonly Group[],
  isSite: (author: AuthorInput) => boolean,
): Group | undefined {
  if (!first.source.startsWith('meta')) return undefined
  const keys = new Set(first.authors.map(({ name }) => spellingKey(name)))
  const names = (group: Group): boolean => group.authors.some(({ name }) => keys.has(spellingKey(name)))
  if (groups.some((group) => !group.source.startsWith('meta') && names(group))) return undefined
  return groups.find(
    ({ isLabelled, authors }) =>
      isLabelled === true &&
      authors.every((author) => author.kind === 'PERSON' && author.name.includes(' ') && !isSite(author)),
  )
}

/** Who holds the rights or publishes, by metas and linked data, as `spellingKey` writes names. */
function ownerNames({ page, ld }: Evidence): ReadonlySet<string> {
  const metas = [
    'copyright',
    'rights',
    'dc.rights',
    'dcterms.rightsholder',
    'copyright-holder',
    'web_author',
    'designer',
    'generator',
  ]
  const written = [
    ...metas.flatMap((name) => page.metas.get(name) ?? []),
    ...['copyrightHolder', 'publisher', 'sourceOrganization', 'provider'].map((name) =>
      ldText(ld.resolve(ld.article?.[name])),
    ),
  ]
  return new Set(
    written
      .map((text) =>
        text.replace(/copyright|©|\(c\)|all rights reserved\.?|\b(?:19|20)\d{2}\b|^\W+|\W+$/giu, ' ').trim(),
      )
      .filter((text) => text !== '')
      .map(spellingKey),
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
  const url = profileAddress(page, ldUrl(node['url']) || (typeof node['sameAs'] === 'string' ? node['sameAs'] : ''))
  if (given === '') return url === null ? [] : fromAddress(url, page)
  if (/^https?:\/\//.test(given)) return fromAddress(given, page)
  const declared = typesOf(node).some((type) => /Organi[sz]ation|NewsMedia|Corporation|Brand/i.test(type))
  // systems that know no authors call every newsroom a Person, and some call every person an Organization
  const parsed = parseAuthors(given, {
    isOrganisation:
      declared && (isOrganisationName(given) || !/^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(given)),
  })
  const job = ldText(node['jobTitle'])
  return parsed.map((author) => ({
    ...author,
    ...(declared && author.kind === 'PERSON' ? { kind: 'ORGANISATION' as const } : {}),
    ...(parsed.length === 1 && url !== null ? { url } : {}),
    ...(parsed.length === 1 && job !== '' && job.length <= 120 ? { jobTitle: job } : {}),
  }))
}

function fromText(text: string, page: Page): AuthorInput[] {
  return /^(?:https?:)?\/\/\S+$/.test(text.trim()) ? fromAddress(text.trim(), page) : parseAuthors(text)
}

/** An author given as the address of a profile: named by the link to it, else by its last part where that is a name. */
function fromAddress(address: string, page: Page): AuthorInput[] {
  const url = profileAddress(page, address)
  if (url === null) return []
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
      labelledMetas.flatMap(({ label: labelName, value: valueName }) => {
        const label = page.metas.get(labelName)?.[0] ?? ''
        const value = page.metas.get(valueName)?.[0] ?? ''
        return writerWords.test(label) ? [{ source: `meta ${valueName}`, authors: parseAuthors(value) }] : []
      }),
    )
}

function enriched(author: AuthorInput, groups: readonly Group[], page: Page): AuthorInput {
  const key = spellingKey(author.name)
  const same = groups.flatMap(({ authors }) => authors.filter(({ name }) => spellingKey(name) === key))
  const merged = same.reduce((sum, other) => ({ ...other, ...sum }), author)
  if (merged.url !== undefined && merged.url !== null) return merged
  const link = page.byTag('a').find((a) => isAuthorLink(a) && spellingKey(textOf(a)) === key)
  const url = link === undefined ? null : profileAddress(page, link.getAttribute('href'))
  return url === null ? merged : { ...merged, url }
}

function disagreement(
  chosen: Group,
  groups: readonly Group[],
  isSite: (author: AuthorInput) => boolean,
): { field: string; message: string }[] {
  const keys = new Set(chosen.authors.map(({ name }) => spellingKey(name)))
  const other = groups.find(
    (group) =>
      group !== chosen &&
      group.authors.some((author) => author.kind === 'PERSON' && !isSite(author)) &&
      !group.authors.some(({ name }) => keys.has(spellingKey(name))),
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
