import type { ArticleInput, RelatedLinkInput, TopicInput } from '../../../schema/models.ts'
import { createRandom, createZipf, type Random } from './random.ts'
import { capital, sentence, words } from './words.ts'

/** Changes whenever the content that is generated does, so that what was loaded before is not taken for it. */
export const corpusVersion = 1

export interface CorpusOptions {
  readonly articles: number
  /** Characters of a body, about. */
  readonly bodyChars: number
}

export const authorCount = 2_000
const [rootCount, branchCount, leafCount] = [10, 7, 6]

/** Paths of all topics: 10 roots with 7 branches each, and 6 leaves below each branch, 500 in all; by popularity, which has nothing to do with the level. */
export const topicPaths: readonly string[] = shuffled(allTopicPaths())

const drawTopic = createZipf(topicPaths.length)
const drawAuthor = createZipf(authorCount)
/** The last article is published here; each one before it 35 minutes earlier. */
const newest = Date.UTC(2025, 11, 31, 18)
const gapMs = 35 * 60_000

/** Article n of the corpus, from 0: the same wherever and whenever it is made, and no other has to be made for it. */
export function makeArticle(n: number, { articles, bodyChars }: CorpusOptions): ArticleInput {
  const random = createRandom(n * 2 + 1)
  const date = newest - (articles - 1 - n) * gapMs
  return {
    externalId: `bench-${n}`,
    url: urlOf(n),
    publisher: { name: 'The Bench', url: 'https://bench.example', language: 'en' },
    headline: headlineOf(n),
    kicker: random.percent(60) ? capital(words(random, 2)) : null,
    standfirst: random.percent(80) ? sentence(random) : null,
    summary: random.percent(50) ? `${sentence(random)} ${sentence(random)}` : null,
    byline: random.percent(20) ? `By ${capital(words(random, 2))}` : null,
    language: random.percent(80) ? 'en' : random.percent(50) ? 'de' : 'it',
    body: { html: body(random, bodyChars, n, articles) },
    authors: distinct(1 + random.below(3), () => drawAuthor(random)).map((author) => ({ name: authorName(author) })),
    topics: distinct(1 + random.below(5), () => drawTopic(random)).map(topicInput),
    relatedLinks: Array.from({ length: 2 + random.below(13) }, () => relatedLink(random, articles)),
    image: random.percent(80) ? image(random, n) : null,
    datePublished: new Date(date).toISOString(),
    dateModified: new Date(date + (random.percent(30) ? random.below(5_000) * 60_000 : 0)).toISOString(),
    status: random.percent(1) ? 'DRAFT' : 'PUBLISHED',
    viewCount: Math.floor(1_000_000 / (1 + random.below(5_000))),
    isAccessibleForFree: true,
  }
}

/** A line of NDJSON for each article. */
export function* corpusLines(options: CorpusOptions, from = 0, to = options.articles): Generator<string> {
  for (let n = from; n < to; n++) yield `${JSON.stringify(makeArticle(n, options))}\n`
}

function urlOf(n: number): string {
  return `https://bench.example/story/${n}`
}

function headlineOf(n: number): string {
  return `${capital(words(createRandom(n * 2), 7))} ${n}`
}

function authorName(author: number): string {
  const random = createRandom(1_000_003 + author)
  return `${capital(words(random, 1))} ${capital(words(random, 1))} ${author}`
}

function topicInput(rank: number): TopicInput {
  const path = topicPaths[rank] ?? ''
  return { path, type: path.split('/').length === 3 ? 'KEYWORD' : 'SECTION' }
}

/** Seven of ten lead to an article of the corpus, earlier or later. */
function relatedLink(random: Random, articles: number): RelatedLinkInput {
  if (!random.percent(70)) {
    return { title: sentence(random).slice(0, 80), url: `https://elsewhere.example/${random.below(1_000_000_000)}` }
  }
  const target = random.below(articles)
  return { title: headlineOf(target), url: urlOf(target) }
}

function image(random: Random, n: number): NonNullable<ArticleInput['image']> {
  return {
    url: `https://images.bench.example/${n}.jpg`,
    alt: sentence(random),
    width: 1200 + random.below(800),
    height: 800,
    caption: random.percent(50) ? sentence(random) : null,
    credit: `${capital(words(random, 2))}/Bench`,
  }
}

function body(random: Random, chars: number, n: number, articles: number): string {
  const paragraphs: string[] = []
  let length = 0
  while (length < chars) {
    const text = Array.from({ length: 3 + random.below(3) }, () => sentence(random)).join(' ')
    paragraphs.push(`<p>${text.slice(0, Math.max(20, chars - length))}</p>`)
    length += text.length + 7
  }
  // a third of the texts link to an earlier article
  if (n > 0 && random.percent(33)) {
    paragraphs.push(`<p>See <a href="${urlOf(random.below(Math.min(n, articles)))}">${words(random, 3)}</a>.</p>`)
  }
  return paragraphs.join('\n')
}

/** Fewer where the same comes up again. */
function distinct(count: number, draw: () => number): number[] {
  return [...new Set(Array.from({ length: count }, draw))]
}

function allTopicPaths(): string[] {
  const random = createRandom(11)
  const name = (): string => words(random, 1)
  const paths: string[] = []
  for (let root = 0; root < rootCount; root++) {
    const rootPath = `${name()}-r${root}`
    paths.push(rootPath)
    for (let branch = 0; branch < branchCount; branch++) {
      const branchPath = `${rootPath}/${name()}-b${branch}`
      paths.push(branchPath)
      for (let leaf = 0; leaf < leafCount; leaf++) paths.push(`${branchPath}/${name()}-l${root}${branch}${leaf}`)
    }
  }
  return paths
}

function shuffled(items: readonly string[]): string[] {
  const random = createRandom(13)
  return items
    .map((item) => ({ item, order: random.below(2 ** 31) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
