import { foldWords } from '../../../../../text/fold.ts'
import { generalNames } from '../../../../vocabulary/names/no-section.ts'
import { inOthers, isCategoryNamed } from './category-link.ts'
import { closest, type DomElement, namesOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import { ldText, listOf } from '../../page/json-ld.ts'
import type { Candidate } from '../../sources.ts'
import { type Page, textOf } from '../../page/page.ts'
import { candidates, jsonLd, metaList, type Rule } from '../../rules.ts'
import { isNoSection } from './section-name.ts'

const maxKeywords = 30
/** More than this in one list, with words that every page of the site has, is written for search engines. */
const maxStuffed = 8

const keywordRules: readonly Rule[] = [
  jsonLd(['keywords']),
  metaList('news_keywords'),
  metaList(
    'article:tag',
    'og:article:tag',
    'video:tag',
    'og:video:tag',
    'parsely-tags',
    'sailthru.tags',
    'citation_keywords',
  ),
  metaList('keywords', 'dc.subject', 'dcterms.subject', 'tags'),
  metaList(
    'vr:keywords',
    'bt:keywords',
    'cxenseparse:keywords',
    'cxenseparse:tags',
    'article.keywords',
    'gsa:keywords',
  ),
  ({ page }) =>
    page
      .byTag('a')
      .filter(
        (a) =>
          /(?:^|\s)tag(?:\s|$)/.test(a.getAttribute('rel') ?? '') &&
          !/category/.test(a.getAttribute('rel') ?? '') &&
          !isCategoryNamed(a) &&
          !page.isConcealed(a) &&
          !inOthers(a),
      )
      .map((a) => ({ value: textOf(a), source: 'rel=tag' })),
  ({ page }) => listedTags(page),
  ({ page }) =>
    page
      .byTag('a')
      .filter((a) => /(?:^|\s)keywords(?:\s|$)/.test(a.getAttribute('itemprop') ?? '') && !page.isConcealed(a))
      .map((a) => ({ value: textOf(a), source: 'microdata keywords' })),
]

/**
 * The keywords of the first source that has more than one, else of the first that has any: each once, without the section, the
 * site, what is written for search engines, and marks of the system.
 */
export function keywordNames(
  evidence: Evidence,
  section: readonly string[],
  headline: string,
): { names: readonly Candidate[]; source: string | null } {
  const sections = new Set([...section, ...declaredSections(evidence)].map(foldWords))
  const groups = keywordRules
    .map((rule) => cleaned(candidates(evidence, [rule]), evidence, sections, headline))
    .filter((group) => group.length > 0)
  const chosen = groups.find((group) => group.length > 1) ?? groups[0] ?? []
  return { names: chosen.slice(0, maxKeywords), source: chosen[0]?.source ?? null }
}

function declaredSections({ page, ld }: Evidence): string[] {
  return [...listOf(ld.article?.['articleSection']).map(ldText), ...(page.metas.get('article:section') ?? [])]
}

/** The links of a list that is named or labelled for tags, to pages of tags. */
function listedTags(page: Page): Candidate[] {
  return page
    .byTag('a')
    .filter(
      (a) =>
        !page.isConcealed(a) &&
        !inOthers(a) &&
        (isTagLink(a.getAttribute('href') ?? '') ? isInTags(a, 6) : isInTags(a, 3) && textOf(a).length <= 40),
    )
    .map((a) => ({ value: textOf(a), source: 'tag list' }))
}

function isTagLink(href: string): boolean {
  return /\/(?:tags?|topics?|labels?|keywords?|themen?|themes?|temas?|tema|thema|schlagwor\w+|stichwor\w+|mots?-cles?|etiquet\w+|term|argomenti|assunto|assuntos|noticias-sobre|tagi|temat|emner?|amnen?|aihe|avainsana|cimke|etiket|oznaka|stikkord|dossiers?|tegi)\/|[?&]tags?=/i.test(
    href,
  )
}

const tagsName =
  /(?:^|[\s_-])(?:(?:[a-z]+-)?(?:tags|keywords|labels|topics|hashtags)|tag-?(?:list|links|cloud|items?|container|wrapper|box)|(?:article|post|entry|story|single|content|news)(?:__|-|_)?(?:tag|topic)s?|topics?-?list|keywords?-?list|etiquetas|mots-?cles|schlagworte?|stichworte?|themen|temas|palavras-?chave|tagi|stitky|cimkek|etiketler)(?:$|[\s_-]|__)/

function isInTags(a: DomElement, levels: number): boolean {
  let left = levels
  return (
    closest(a, (at) => {
      left -= 1
      return left >= 0 && tagsName.test(namesOf(at)) && !/^(?:article|main|body|html)$/.test(at.localName)
    }) !== null
  )
}

function cleaned(
  group: readonly Candidate[],
  evidence: Evidence,
  sections: ReadonlySet<string>,
  headline: string,
): Candidate[] {
  const compacted = (text: string) =>
    foldWords(text)
      .replace(/^(?:the|la|le|el|il|der|die|das) /, '')
      .replaceAll(' ', '')
  const others = new Set([...evidence.siteNames.map(({ value }) => value), headline].map(compacted))
  const writers = new Set(writerNames(evidence).map(foldWords))
  const seen = new Set<string>()
  const found: Candidate[] = []
  let general = 0
  for (const { value, source } of group.flatMap((one) => partsOf(one, group.length))) {
    const name = bare(value)
    const folded = foldWords(name)
    if (generalNames.has(folded)) general += 1
    if (folded === '' || name.length > 60 || folded.split(' ').length > 8 || seen.has(folded)) continue
    if (isMark(name) || isNoSection(name) || generalNames.has(folded)) continue
    if (others.has(compacted(name)) || writers.has(folded) || isForeignMark(value)) continue
    seen.add(folded)
    found.push({ value: name, source })
  }
  if (general >= 2 && found.length > maxStuffed && group.length === 1) return []
  return found.filter(({ value }) => !sections.has(foldWords(value)))
}

/** The keywords of one value: one of several values is one keyword, unless it holds a list of its own. */
function partsOf({ value, source }: Candidate, of: number): Candidate[] {
  const text = value.trim().replace(/^\[(.*)\]$/, '$1')
  const commas = text.match(/[,，،、]/g)?.length ?? 0
  // "Roe, Jane" is one, where each has a value of its own
  if (of > 2 && commas === 1 && /^\p{Lu}[^,]{1,30}, \p{Lu}/u.test(text)) return [{ value: text, source }]
  const mark = /[;；]/.test(text)
    ? /[;；]/
    : commas > 0
      ? /[,，،、|]/
      : text.includes('|')
        ? /\|/
        : /(?<=\S)\s+(?=#\p{L})/u
  return text.split(mark).map((part) => ({ value: part, source }))
}

/** A keyword without the marks that systems set around it: "#", quotes, "tag:", the path above it. */
function bare(text: string): string {
  return (
    text
      .trim()
      .replace(/^["'“”«»#\s]+|["'“”«»\s]+$/g, '')
      .replace(
        /^(?:tag|tags|keyword|keywords|topic|topics|subject|type|section|author|geo|person|place|org|organi[sz]ation|theme|pageType|\w+Id|[a-z]+_[a-z_]+):\s*/i,
        '',
      )
      // a path of sections ends in the keyword
      .replace(/^.{2,120}>\s*(?=\S)|^(?:[a-z\d-]{2,40}\/){1,5}(?=[a-z\d-]{2,40}$)/, '')
      .trim()
  )
}

/** Who wrote the article, as metadata names them. */
function writerNames({ page, ld }: Evidence): string[] {
  return [
    ...listOf(ld.article?.['author']).map((value) => ldText(ld.resolve(value))),
    ...['author', 'article:author', 'parsely-author', 'sailthru.author'].flatMap((name) => page.metas.get(name) ?? []),
  ].filter((name) => name !== '')
}

/** "section:Local", "type:Article": what a system files a page under, beside its keywords. */
function isForeignMark(value: string): boolean {
  return /^\s*(?:section|type|page-?type|content-?type|template|category):/i.test(value)
}

/** Whether a keyword is a number, an address, or a sign between machines. */
function isMark(name: string): boolean {
  return (
    /^https?:|^www\.|^\d{5,}$|^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{16,}$/i.test(name) ||
    /^(?:iab|subj|sid|cid|aid|uid|adx?|ads)[:=_-]/i.test(name) ||
    /^(?:true|false|null|undefined|none|n\/?a|nopromote|noads?|premium|free|index|nofollow)$/i.test(name)
  )
}
