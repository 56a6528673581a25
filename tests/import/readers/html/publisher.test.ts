import { expect, test } from 'vitest'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'
import { linked, meta, property, text } from './a-page.ts'

interface Parts {
  readonly head?: string
  readonly top?: string
  readonly foot?: string
  readonly title?: string
  readonly url?: string
}

const headline = 'Countdown to the ferry'

function publisherOf({ head = '', top = '', foot = '', title = headline, url }: Parts): string | undefined {
  const html =
    `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><header>${top}<nav><a href="/">Home</a>` +
    `<a href="/news">News</a></nav></header><main><article><h1>${headline}</h1>${text}</article></main><footer>${foot}<a href="/contact">Contact</a></footer></body></html>`
  return readHtmlPage(html, { fileName: 'page.html', ...(url === undefined ? {} : { url }) }).input.publisher?.name
}

const company = linked({ publisher: { '@type': 'Organization', name: 'Coastal Media Holdings' } })

// What says whose a page is, where no metadata does; and how a name is spelt where several do.
test.for<[string, Parts, string | undefined]>([
  ['the mark of the site', { top: '<div class="site-title"><a href="/">Harbour Post</a></div>' }, 'Harbour Post'],
  ['the text of its logo', { top: '<a href="/"><img src="/l.svg" alt="Harbour Post logo"></a>' }, 'Harbour Post'],
  [
    'the text of its logo, which leads home',
    { top: '<a class="navbar-brand" href="/"><img src="/l.svg" alt="Harbour Post - Home"></a>' },
    'Harbour Post',
  ],
  ['a link home alone', { top: '<a href="/">Home</a>' }, undefined],
  [
    'a sponsor’s logo',
    {
      top: '<div class="sponsor"><a class="logo" href="https://bank.example/"><img alt="A Bank" src="/b.svg"></a></div>',
    },
    undefined,
  ],
  [
    'the title of its feed',
    { head: '<link rel="alternate" type="application/rss+xml" title="Harbour Post &raquo; Feed" href="/feed">' },
    'Harbour Post',
  ],
  [
    'a feed that is called RSS',
    { head: '<link rel="alternate" type="application/rss+xml" title="RSS 2.0" href="/feed">' },
    undefined,
  ],
  [
    'the title of its search',
    { head: '<link rel="search" type="application/opensearchdescription+xml" title="Harbour Post" href="/s.xml">' },
    'Harbour Post',
  ],
  ['its copyright line', { foot: '<p>© 2024 Harbour Post Ltd. All rights reserved.</p>' }, 'Harbour Post Ltd'],
  ['its copyright line in words', { foot: '<p>Copyright 2008-2012 The Harbour Post</p>' }, 'The Harbour Post'],
  ['years around a long dash', { foot: '<p>© 2001—2024 «Портовые вести». Все права защищены.</p>' }, 'Портовые вести'],
  ['a copyright line of nobody', { foot: '<p>© 2024 All rights reserved.</p>' }, undefined],
  ['meta copyright', { head: meta('copyright', '(c) 2010 Harbour Post. All rights reserved.') }, 'Harbour Post'],
  [
    'the logo before the owner',
    { top: '<a href="/"><img src="/l.svg" alt="Harbour Post"></a>', foot: '© 2024 HP Media Holdings Ltd' },
    'Harbour Post',
  ],
  [
    'the title before the owner',
    { title: `${headline} - Harbour Post`, foot: '© 2024 Harbour Post Media Group' },
    'Harbour Post',
  ],
  ['a small word behind the headline', { title: `${headline} - again` }, undefined],
  ['a section behind the headline', { title: `${headline} | Politics` }, undefined],
  ['underscores as in China', { title: `${headline}_港湾日报` }, '港湾日报'],
  ['two dashes as in China', { title: `${headline}--时政--港湾网` }, '港湾网'],
  [
    'the periodical it is part of',
    { head: linked({ isPartOf: { '@type': 'Periodical', name: 'Harbour Post' } }) },
    'Harbour Post',
  ],
  [
    'a site that nobody has named',
    { head: property('og:site_name', 'My Site 1'), title: `${headline} | Harbour Post` },
    'Harbour Post',
  ],
  [
    'an address as its name, spelt in the title',
    { head: property('og:site_name', 'www.harbourpost.com'), title: `${headline} - Harbour Post` },
    'Harbour Post',
  ],
  ['an address as its name, and nothing else', { head: property('og:site_name', 'Harbour.news') }, 'Harbour.news'],
  [
    'a handle as its name, spelt in linked data',
    {
      head:
        property('og:site_name', 'theharbourpost') +
        linked({ isPartOf: { '@type': 'WebSite', name: 'The Harbour Post' } }),
    },
    'The Harbour Post',
  ],
  [
    'a slogan behind the name',
    { head: property('og:site_name', 'Harbour Post | Latest News and Weather') },
    'Harbour Post',
  ],
  ['a slogan before the name', { head: property('og:site_name', 'Latest News | Harbour Post') }, 'Harbour Post'],
  [
    'a holding that the title does not know',
    { head: company + property('og:site_name', 'Harbour Post'), title: `${headline} | Harbour Post` },
    'Harbour Post',
  ],
  [
    'a publisher that the title does not know, nor another name',
    { head: company + property('og:site_name', 'Harbour Post') },
    'Coastal Media Holdings',
  ],
  ['its host, when all else is silent', { url: 'https://www.harbourpost.com/1' }, 'harbourpost.com'],
])('publisher: %s', ([, parts, name]) => {
  expect(publisherOf(parts)).toBe(name)
})
