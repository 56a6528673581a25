import type { ArticleInput } from '../../../../schema/models.ts'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'

/** Three paragraphs of a report. */
export const paragraphs = [
  'The council met on Tuesday and agreed to look at the plan again before the winter, when the new budget is due.',
  'A second reading is set for the spring. Residents of the north quay have asked for a public hearing in the old hall.',
  'The mayor said that nothing had been decided and that the figures would be made public by the end of the month.',
]
/** They, as HTML. */
export const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')

/** Parts of a page; what is left out is as on most. */
export interface Parts {
  readonly lang?: string
  readonly head?: string
  /** Between headline and text. */
  readonly below?: string
  readonly above?: string
  readonly body?: string
  readonly after?: string
  readonly title?: string
  readonly h1?: string
  readonly url?: string
  /** The name of the site; '' for a page that says none. */
  readonly site?: string
}

/** What a page of these parts is read as. */
export function read(parts: Parts): ArticleInput {
  const {
    lang = 'en',
    head = '',
    below = '',
    above = '',
    body = text,
    after = '',
    h1 = 'Countdown to the ferry',
  } = parts
  const {
    title = `${h1} | The Harbourite`,
    url = 'https://harbourite.example/tech/countdown',
    site = 'The Harbourite',
  } = parts
  const html =
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>` +
    `${site === '' ? '' : property('og:site_name', site)}<link rel="canonical" href="${url}">${head}</head>` +
    `<body><header class="site-header"><a href="/">${site}</a><nav><a href="/news">News</a><a href="/tech">Tech</a></nav></header>` +
    `<main><article><header>${above}${h1 === '' ? '' : `<h1>${h1}</h1>`}${below}</header><div class="article-body">${body}</div></article>${after}</main>` +
    `<footer>© 2026 ${site}</footer></body></html>`
  return readHtmlPage(html, { fileName: 'page.html' }).input
}

/** The names of its authors. */
export const names = (input: ArticleInput): string[] => (input.authors ?? []).map(({ name }) => name)
/** A meta by name. */
export const meta = (name: string, content: string): string => `<meta name="${name}" content="${content}">`
/** A meta by property. */
export const property = (name: string, content: string): string => `<meta property="${name}" content="${content}">`
/** The linked data of an article. */
export const linked = (article: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'Countdown to the ferry', ...article })}</script>`
