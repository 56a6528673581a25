import type { TopicInput } from '../../../../schema/models.ts'
import { namesAbove } from '../shared/topic.ts'
import { topicSegment } from '../../normalise/slug.ts'
import { foldWords } from '../../../text/fold.ts'
import { isRoot } from './address.ts'
import { isContentNamed } from './boilerplate.ts'
import { closest, type DomElement, elementsOf, namesOf } from './dom.ts'
import { type Candidate, type Evidence, ldValues, markupValues } from './evidence.ts'
import { isNode, ldText, ldUrl, listOf, typesOf } from './json-ld.ts'
import { absolute, endsArticle, type Page, textOf } from './page.ts'
import { similarity } from './text.ts'

/** The topics of a page: its section first, then keywords. */
export interface FoundTopics {
  readonly topics: readonly TopicInput[]
  readonly sectionSource: string | null
  readonly keywordSource: string | null
}

const maxKeywords = 30
const homeName =
  /^(?:home(?:page| page)?|start(?:seite)?|accueil|inicio|início|principal|portada|homepage|forside|hjem|hem|etusivu|főoldal|strona główna|główna|domů|úvod|главная|головна|начало|αρχική|الرئيسية|דף הבית|ראשי|anasayfa|ana sayfa|beranda|trang chủ|首页|首頁|ホーム|トップ|홈|you are here|sei qui|portal|frontpage|front page|all|news home)$/iu
const notSection =
  /^(?:uncategori[sz]ed|senza categoria|sin categoría|non classé|allgemein|unkategorisiert|uncategorised|без рубрики|none|null|article|articles|post|blog ?post|breaking|featured|homepage|top stories|slider|main)$/iu

/** What every publisher calls its news: a section only where nothing says more. */
const genericSection =
  /^(?:news|latest news|all news|news stories|nachrichten|aktuelles|aktuell|meldungen|notizie|news e eventi|ultime notizie|noticias|actualidad|actualités|actus?|notícias|nieuws|nyheter|nyheder|uutiset|aktualności|wiadomości|aktuality|zprávy|hírek|știri|stiri|новости|новини|ειδήσεις|νέα|haberler|haber|berita|tin tức|أخبار|اخبار|חדשות|समाचार|ニュース|新闻|新聞|뉴스|blog|press releases|pressemitteilungen|comunicati stampa|communiqués de presse)$/iu

/**
 * The section from BreadcrumbList, articleSection, metas or the visible breadcrumb, and keywords from news_keywords,
 * keywords or article:tag: de-duplicated, 30 at most. The front page and the headline itself are no sections.
 */
export function findTopics(evidence: Evidence, headline: string): FoundTopics {
  const section = sectionPath(evidence, headline)
  const keywords = keywordNames(evidence)
  const names = section?.names ?? []
  const topics = sectionTopics(names)
  const taken = new Set(topics.map(({ path }) => path))
  for (const { value } of keywords.names) {
    const path = topicPath([value])
    if (path === '' || taken.has(path) || names.some((name) => foldWords(name) === foldWords(value))) continue
    taken.add(path)
    topics.push({ path, name: value, type: 'KEYWORD' })
  }
  return { topics, sectionSource: section?.source ?? null, keywordSource: keywords.source }
}

/** The path of a topic: slugs from the root joined by `/`; scripts that have no Latin spelling keep their letters. */
export function topicPath(names: readonly string[]): string {
  return names
    .map(segment)
    .filter((part) => part !== '')
    .join('/')
}

function segment(name: string): string {
  return topicSegment(name)
    .slice(0, 80)
    .replace(/[-\ud800-\udbff]+$/, '')
}

/** The section itself, with the names of what is above it. */
function sectionTopics(names: readonly string[]): TopicInput[] {
  const spelt = names.filter((name) => segment(name) !== '')
  const path = topicPath(spelt)
  const name = spelt.at(-1)
  return name === undefined ? [] : [{ path, name, ...namesAbove(path, spelt), type: 'SECTION' }]
}

function sectionPath(evidence: Evidence, headline: string): { names: readonly string[]; source: string } | null {
  const stated = [
    ...ldValues(evidence, ['articleSection']),
    ...[
      'article:section',
      'og:article:section',
      'og:section',
      'parsely-section',
      'sailthru.section',
      'section',
      'category',
      'cxenseparse:section',
      'article.section',
      'dc.subject.section',
      'article:section_name',
      'bt:section',
    ].flatMap((name) =>
      (evidence.page.metas.get(name) ?? []).slice(0, 1).map((value): Candidate => ({ value, source: `meta ${name}` })),
    ),
    ...markupValues(evidence, 'articleSection', []),
  ].filter(({ value }) => value.length <= 100)
  const own = stated.flatMap(({ value, source }) => {
    const names = cleanPath(firstOfList(value, evidence).split(/\s+[>»›|]\s+|\s*>\s*|\/(?=\p{L})/u), headline, evidence)
    return names.length === 0 ? [] : [{ names, source }]
  })
  const [first] = own
  const crumbs = [linkedBreadcrumb(evidence), visibleBreadcrumb(evidence.page)].flatMap((found) => {
    const names = cleanPath(found?.names ?? [], headline, evidence)
    return found === null || names.length === 0 ? [] : [{ names, source: found.source }]
  })
  // a breadcrumb knows the whole path; a section that is none of its steps is believed only where there is no breadcrumb
  const [crumb] = crumbs
  const stands =
    crumb !== undefined && (first === undefined || first.names.length <= crumb.names.length) ? crumb : (first ?? crumb)
  if (stands !== undefined && !isGeneric(stands)) return stands
  if (first !== undefined && !isGeneric(first)) return first
  const marked = markedCategory(evidence, headline)
  if (marked !== null && !isGeneric(marked)) return marked
  return stands ?? marked ?? sectionOfAddress(evidence, headline)
}

function isGeneric({ names }: { names: readonly string[] }): boolean {
  return names.every((name) => genericSection.test(name))
}

/** A plugin writes categories and tags as one list, parted by commas; a section's own name may hold a comma. */
function firstOfList(value: string, { page }: Evidence): string {
  const parts = value.split(/,\s+/)
  if (parts.length < 2) return value
  const tagged = new Set(
    page
      .byTag('a')
      .flatMap((a) => (/(?:^|\s)tag(?:\s|$)/.test(a.getAttribute('rel') ?? '') ? [foldWords(textOf(a))] : [])),
  )
  return parts.some((part) => tagged.has(foldWords(part))) ? (parts[0] ?? value) : value
}

function cleanPath(names: readonly string[], headline: string, { siteNames }: Evidence): string[] {
  const clean: string[] = []
  for (const raw of names) {
    const name = raw.replace(/^[\s>»›/|•·]+|[\s>»›/|•·]+$/g, '').trim()
    const folded = foldWords(name)
    if (folded === '' || name.length > 60 || homeName.test(name) || notSection.test(name) || /^https?:/.test(name))
      continue
    // "2024 / 05 / 12" are the archive's days, an arrow leads back
    if (/^\d{1,4}$/.test(name) || /^[←‹«<]/.test(name)) continue
    if (
      folded === foldWords(headline) ||
      similarity(name, headline) > 0.7 ||
      (name.endsWith('…') && foldWords(headline).startsWith(folded))
    )
      continue
    if (siteNames.some(({ value }) => foldWords(value) === folded)) continue
    if (/\.(?:com|org|net|it|de|fr|es|co|eu)$/i.test(name)) continue
    if (!clean.some((known) => foldWords(known) === folded)) clean.push(name)
  }
  return clean.slice(0, 6)
}

function linkedBreadcrumb({ ld, page }: Evidence): { names: string[]; source: string } | null {
  const lists = ld.nodes.filter((node) => typesOf(node).includes('BreadcrumbList'))
  let best: string[] = []
  for (const list of lists) {
    const items = listOf(list['itemListElement'])
      .map((value) => ld.resolve(value))
      .filter(isNode)
      .map((item, index) => ({ item, position: Number(item['position'] ?? index + 1) || index + 1 }))
      .toSorted((a, b) => a.position - b.position)
      .map(({ item }) => ({ name: ldText(item['name']) || ldText(ld.resolve(item['item'])), url: ldUrl(item['item']) }))
      // the last step without an address is the page itself
      .filter(
        ({ name, url }, index, all) =>
          name !== '' &&
          !isHomeOrArchive(absolute(page, url)) &&
          !(index === all.length - 1 && all.length > 1 && isSelf(url, page)),
      )
    const names = items.map(({ name }) => name)
    if (names.length > best.length) best = names
  }
  return best.length === 0 ? null : { names: best, source: 'json-ld BreadcrumbList' }
}

/** Whether an address is the front page, or the archive of a year, a month or a day. */
function isHomeOrArchive(address: string | null): boolean {
  return (
    address !== null && (isRoot(address) || /^\/(?:19|20)\d{2}(?:\/\d{1,2}){0,2}\/?$/.test(new URL(address).pathname))
  )
}

function isSelf(url: string, page: Page): boolean {
  const address = absolute(page, url)
  const own = page.base
  return address !== null && own !== null && new URL(address).pathname === own.pathname && own.pathname.length > 1
}

function visibleBreadcrumb(page: Page): { names: string[]; source: string } | null {
  const named = page.elements.filter(
    (element) =>
      /(?:^|[\s_-])bread-?crumbs?|(?:^|[\s_-])(?:ariane|brotkrumen|briciole|migas|crumbs|murupolku|okruszki)(?:$|[\s_-])/.test(
        namesOf(element),
      ) ||
      /breadcrumb/i.test(element.getAttribute('aria-label') ?? '') ||
      /BreadcrumbList/.test(element.getAttribute('itemtype') ?? ''),
  )
  for (const element of named) {
    if (page.isConcealed(element)) continue
    const links = elementsOf(element).filter((at) => at.localName === 'a' && textOf(at) !== '')
    if (links.length > 0 && links.length <= 8) return { names: links.map(textOf), source: 'breadcrumb' }
  }
  return spokenPath(page)
}

/** "You are here: Home > Local": links beside one to the front page, under a name for paths or behind such words. */
function spokenPath(page: Page): { names: string[]; source: string } | null {
  for (const home of page.byTag('a').slice(0, maxHomeLinks)) {
    const around = home.parentNode?.localName === 'li' ? home.parentNode.parentNode : home.parentNode
    const address = absolute(page, home.getAttribute('href'))
    if (around === null || around === undefined || address === null || !isRoot(address) || page.isConcealed(around))
      continue
    const links = elementsOf(around).filter((at) => at.localName === 'a' && textOf(at) !== '')
    if (links[0] !== home || links.length < 2 || links.length > 8) continue
    const text = textOf(around)
    if (text.length <= 160 && (pathName.test(namesOf(around)) || pathStart.test(text)))
      return { names: links.map(textOf), source: 'breadcrumb' }
  }
  return null
}

const maxHomeLinks = 300
const pathName = /(?:^|[\s_-])(?:topic-?path|pankuzu|path|crumb|location|position|weizhi|where)(?:$|[\s_-])/
const pathStart =
  /^(?:you are here|sie (?:befinden sich|sind) hier|sei qui|ti trovi (?:in|qui)|vous êtes ici|est[aá]s? (?:en|aquí)|você está aqui|u bent hier|jesteś tutaj|вы здесь|ви тут|当前位置|您(?:的|当前)?(?:所在)?位置|您现在的位置|現在(?:位置|地)|目前位置|현재위치)\s*[:：]?/iu

function markedCategory(
  { page, siteNames, ld }: Evidence,
  headline: string,
): { names: readonly string[]; source: string } | null {
  const [title] = page.byTag('h1')
  const top = title === undefined ? 0 : page.elements.indexOf(title)
  // a tag above the headline is what a site without sections has
  const isAbove = (at: DomElement) =>
    /(?:^|[\s_-])(?:article|post|primary)-tag(?:$|[\s_-])/.test(namesOf(at)) && page.elements.indexOf(at) < top
  const named = (tag: string) =>
    page.byTag(tag).filter((at) => (categoryLabel.test(namesOf(at)) || isAbove(at)) && !page.isConcealed(at))
  const links = page
    .byTag('a')
    .filter(
      (a) =>
        (/(?:^|\s)category(?:\s|$)/.test(a.getAttribute('rel') ?? '') || isCategoryNamed(a) || isAbove(a)) &&
        !page.isConcealed(a) &&
        !inOthers(a),
    )
  const category =
    links.length > 0 ? links : [...named('span'), ...named('p'), ...named('div')].filter((at) => !inOthers(at))
  const names = cleanPath(category.slice(0, 1).map(textOf), headline, { page, siteNames, ld })
  return names.length === 0 ? null : { names, source: 'category link' }
}

/** Whether a link, or one of the three elements around it, says by its name or property that it is the article's section. */
function isCategoryNamed(a: DomElement): boolean {
  let at: DomElement | null = a
  for (let up = 0; up < 4 && at !== null; up += 1) {
    if (categoryName.test(namesOf(at)) || /^(?:articleSection|genre)$/.test(at.getAttribute('itemprop') ?? ''))
      return true
    at = at.parentNode
    if (at !== null && /^(?:article|main|body|header|section)$/.test(at.localName)) return false
  }
  return false
}

const categoryName =
  /(?:^|[\s_-])(?:cat-?links?|post-?category|entry-?category|article-?section|section-?name|article-?category|category-?name|meta-?category|taxonomy-category|news-list-category|rubric|rubrique|rubri[ck]a?|rubryka|rovat|ressort|overline|(?:post|article|entry|news|single)(?:__|-|_)cats?)(?:$|[\s_-])/

// a label without a link
const categoryLabel =
  /(?:^|[\s_-])(?:category-?(?:name|tag|label|badge)|(?:article|post|entry|news|story)-?(?:list-)?(?:category|section|rubric)|rubric)(?:$|[\s_-])/

/** The navigation's name for the first part of the address: `/cidades/…` under a link "Cidades" to `/cidades`. */
function sectionOfAddress(evidence: Evidence, headline: string): { names: readonly string[]; source: string } | null {
  const { page } = evidence
  const parts = (page.base?.pathname ?? '').split('/').filter((part) => part !== '')
  if (page.base === null || parts.length < 2 || /^(?:\d+$|@|~|%40)/.test(parts[0] ?? '')) return null
  const wanted = `/${parts[0]}`
  const link = page.byTag('a').find((a) => {
    const url = absolute(page, a.getAttribute('href'))
    return (
      url !== null &&
      new URL(url).pathname.replace(/\/$/, '') === wanted &&
      new URL(url).hostname === page.base?.hostname &&
      textOf(a) !== '' &&
      closest(a, (at) => /^(?:nav|header|ul|footer)$/.test(at.localName)) !== null
    )
  })
  const names = cleanPath(link === undefined ? [] : [textOf(link)], headline, evidence)
  return names.length === 0 || (names[0] ?? '').length > 40 ? null : { names, source: 'address and navigation' }
}

function inOthers(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        (/(?:^|[\s_-])(?:related|recommend\w*|sidebar|teaser|widget|more-from|latest)(?:$|[\s_-])/.test(namesOf(at)) &&
          // Blogger's article itself is a widget
          !elementsOf(at).some(isContentNamed)) ||
        at.localName === 'aside' ||
        at.localName === 'nav' ||
        (at.localName === 'footer' && !endsArticle(at)),
    ) !== null
  )
}

function keywordNames(evidence: Evidence): { names: readonly Candidate[]; source: string | null } {
  const { page } = evidence
  const metas = (names: readonly string[]) =>
    names.flatMap((name) => (page.metas.get(name) ?? []).map((value): Candidate => ({ value, source: `meta ${name}` })))
  const groups = [
    ldValues(evidence, ['keywords']),
    metas(['news_keywords']),
    metas(['article:tag', 'og:article:tag', 'video:tag', 'parsely-tags', 'sailthru.tags', 'citation_keywords']),
    metas(['keywords', 'dc.subject', 'tags']),
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
      .map((a): Candidate => ({ value: textOf(a), source: 'rel=tag' })),
    listedTags(page),
  ].map((group) => splitKeywords(group, evidence))
  const chosen = groups.find((group) => group.length > 0) ?? []
  return { names: chosen.slice(0, maxKeywords), source: chosen[0]?.source ?? null }
}

/** The links of a list that is named for tags, to pages of tags. */
function listedTags(page: Page): Candidate[] {
  return page
    .byTag('a')
    .filter(
      (a) =>
        /\/(?:tags?|topics?|labels?|keywords?|themen?|temas?|tema|schlagwor\w+|stichwor\w+|mots?-cles?|etiquet\w+|term|argomenti)\/|[?&]tag=/i.test(
          a.getAttribute('href') ?? '',
        ) &&
        closest(a, (at) => /(?:^|[\s_-])(?:[a-z]+-)?(?:tags|keywords|labels|topics)(?:$|[\s_-])/.test(namesOf(at))) !==
          null &&
        !page.isConcealed(a) &&
        !inOthers(a),
    )
    .map((a) => ({ value: textOf(a), source: 'tag list' }))
}

function splitKeywords(group: readonly Candidate[], { siteNames }: Evidence): Candidate[] {
  const seen = new Set<string>()
  const found: Candidate[] = []
  for (const { value, source } of group) {
    // lists are parted by commas, or by semicolons where names hold commas
    for (const part of value.split(value.includes(';') ? /;/ : /[,،、|]/)) {
      const name = part
        .trim()
        .replace(/^#/, '')
        .replace(/^(?:tag|keyword|type|section|author|geo|pageType|\w+Id|[a-z_]+):\s*/i, '')
      const folded = foldWords(name)
      if (
        folded === '' ||
        name.length > 60 ||
        seen.has(folded) ||
        /^https?:|^\d{5,}$/.test(name) ||
        folded.split(' ').length > 8
      )
        continue
      if (notSection.test(name) || siteNames.some((site) => foldWords(site.value) === folded)) continue
      seen.add(folded)
      found.push({ value: name, source })
    }
  }
  return found
}
