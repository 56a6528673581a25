import { readLooseJson } from './loose-json.ts'
import type { Page } from './page.ts'
import { metaText, similarity } from './text.ts'

/** One node of JSON-LD: its properties as they stand. */
export type LdNode = Readonly<Record<string, unknown>>

/** All JSON-LD of a page. */
export interface LinkedData {
  /** The node that describes this page's article; null where there is none. */
  readonly article: LdNode | null
  /** Every node that carries a type, in document order. */
  readonly nodes: readonly LdNode[]
  /** The node that a value stands for: itself, or the one that `{"@id": …}` points to. */
  readonly resolve: (value: unknown) => unknown
}

const maxNodes = 5_000
const articleType =
  /^(?:(?:\w*News)?Article|\w*(?:Article|Posting|BlogPost)|Report|Review|\w*Review|Recipe|VideoObject|NewsVideo|AudioObject|PodcastEpisode|RadioEpisode|TVEpisode|\w*Gallery|Interview|HowTo|CreativeWork|Opinion|WebPage|ItemPage)$/i
const firstRank = /(?:NewsArticle|^Article|BlogPosting|LiveBlogPosting|ScholarlyArticle|TechArticle|Report)$/i

/**
 * Reads all JSON-LD blocks of a page, and finds the node of the article among them: by its type, its place, and how
 * well its headline and address fit the page.
 */
export function readLinkedData(
  page: Page,
  evidence: { titles: readonly string[]; urls: readonly string[] },
): LinkedData {
  const nodes: LdNode[] = []
  const places = new Map<LdNode, boolean>()
  const byId = new Map<string, LdNode>()
  for (const script of page.byTag('script')) {
    if (!/ld\+json/i.test(script.getAttribute('type') ?? '')) continue
    for (const value of readLooseJson(script.textContent)) collect(value, true, 0)
  }
  function collect(value: unknown, isMain: boolean, depth: number): void {
    if (nodes.length > maxNodes || depth > 30) return
    if (Array.isArray(value)) for (const item of value) collect(item, isMain, depth + 1)
    if (!isNode(value)) return
    const id = value['@id']
    if (
      typeof id === 'string' &&
      Object.keys(value).length > (byId.has(id) ? Object.keys(byId.get(id) ?? {}).length : 1)
    ) {
      byId.set(id, value)
    }
    if (value['@type'] !== undefined || value['type'] !== undefined) {
      nodes.push(value)
      places.set(value, isMain)
    }
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'object' && child !== null) collect(child, isMain && isDescent(key, child), depth + 1)
    }
  }
  const resolve = (value: unknown): unknown => {
    if (!isNode(value) || typeof value['@id'] !== 'string') return value
    const target = byId.get(value['@id'])
    return target !== undefined && Object.keys(value).length <= 2 ? target : value
  }
  return { article: findArticle(nodes, places, evidence), nodes, resolve }
}

/** Whether a value is an object of JSON. */
export function isNode(value: unknown): value is LdNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The types of a node, without the address of the vocabulary. */
export function typesOf(node: LdNode): string[] {
  return listOf(node['@type'] ?? node['type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#:]/, ''))
}

/** A value as a list: none, one or many. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  if (isNode(value) && Array.isArray(value['@list'])) return value['@list']
  return [value]
}

/** The first plain text in a value: a string, `{"@value": …}`, or the first of a list; '' where there is none. */
export function ldText(value: unknown): string {
  for (const item of listOf(value)) {
    const text = isNode(item) ? (item['@value'] ?? item['name']) : item
    if (typeof text === 'string' && metaText(text) !== '') return metaText(text)
    if (typeof text === 'number') return String(text)
  }
  return ''
}

/** The first address in a value: a string, or `@id` or `url` of a node. */
export function ldUrl(value: unknown): string {
  for (const item of listOf(value)) {
    const url = isNode(item) ? (item['url'] ?? item['@id'] ?? item['contentUrl']) : item
    const first = listOf(url)[0]
    if (typeof first === 'string' && first.trim() !== '') return first.trim()
  }
  return ''
}

// what hangs below these belongs to the page itself; everything else (mentions, itemListElement, hasPart …) is about others
function isDescent(key: string, child: object): boolean {
  return /^(?:@graph|@list|mainEntity|mainEntityOfPage|subjectOf)$/.test(key) || (key === 'video' && isNode(child))
}

function findArticle(
  nodes: readonly LdNode[],
  places: ReadonlyMap<LdNode, boolean>,
  evidence: { titles: readonly string[]; urls: readonly string[] },
): LdNode | null {
  let best: LdNode | null = null
  let bestScore = 0
  for (const node of nodes) {
    if (!typesOf(node).some((type) => articleType.test(type))) continue
    const headline = ldText(node['headline']) || ldText(node['name'])
    const fit = Math.max(0, ...evidence.titles.map((title) => similarity(headline, title)))
    const urls = [ldUrl(node['mainEntityOfPage']), ldUrl(node['url']), ldUrl(node['@id'])].map(bareUrl)
    const isHere = evidence.urls.some((url) => urls.includes(bareUrl(url)))
    const score =
      rankOf(node) +
      (places.get(node) === true ? 2 : -2) +
      fit * 3 +
      (isHere ? 2 : 0) +
      (node['datePublished'] !== undefined ? 0.5 : 0) +
      (node['articleBody'] !== undefined ? 0.5 : 0) +
      (node['author'] !== undefined ? 0.5 : 0)
    // a node elsewhere on the page (a list of teasers, a linked story) has to prove that it is this article
    if (places.get(node) !== true && !isHere && fit < 0.6) continue
    if (score > bestScore) {
      best = node
      bestScore = score
    }
  }
  return best
}

/** A node about the page says less of the article than one about the article; it is taken where there is no other. */
function rankOf(node: LdNode): number {
  const types = typesOf(node)
  if (types.some((type) => firstRank.test(type))) return 3
  return types.every((type) => type.endsWith('Page')) ? -1 : 1
}

function bareUrl(url: string): string {
  return url
    .replace(/[?#].*$/, '')
    .replace(/^https?:\/\/(?:www\.|m\.|amp\.)?/i, '')
    .replace(/\/$/, '')
}
