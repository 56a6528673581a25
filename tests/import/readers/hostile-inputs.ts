/** Inputs that are made to keep a reader busy or to fill its memory, by format: name and content, made when asked for. */
export type Hostile = readonly [name: string, make: () => string]

const mb = 1_000_000
const many = (piece: string, length = mb): string => piece.repeat(Math.ceil(length / piece.length))

const article = (inner: string, head = '', h1 = 'A headline of five words'): string =>
  `<!doctype html><html lang="en"><head><title>A headline of five words</title>${head}</head><body><main><article><h1>${h1}</h1>` +
  `<p>It rained for a week, and nobody who lives in the town has seen the like of it since the old bridge was built.</p>${inner}</article></main></body></html>`
const meta = (name: string, content: string): string => `<meta property="${name}" content="${content}">`
const ld = (json: string): string => `<script type="application/ld+json">${json}</script>`
const node = '{"@type":"NewsArticle","headline":"A headline","author":{"name":"Jane Roe"},"datePublished":"2026-01-15"}'

const tags =
  'b p a br td h1 h2 img li time span div script link meta article section figure blockquote table ul pre font noscript svg video form'
const texts: readonly (readonly [string, string])[] = [
  ['spaces', ' '],
  ['hard spaces', '\u00a0'],
  ['dates', '12/11/2025 '],
  ['months', 'January 12, 2025 '],
  ['labels', 'By By By '],
  ['credits', 'Photo: Photo: '],
  ['bars', ' | '],
  ['dashes', 'a - '],
  ['commas', 'a, '],
  ['brackets', '(['],
  ['quotes', '“"'],
  ['stops', '. '],
  ['capitals', 'JANE ROE '],
  ['addresses', 'a@b.example '],
  ['hosts', 'www.a.example '],
  ['figures', '1234567890'],
  ['Han', '记者'],
  ['accents', 'e\u0301'],
  ['entities', '&amp;'],
  ['emoji', '👩‍👩‍👧'],
]

const html: readonly Hostile[] = [
  ...tags.split(' ').map((tag): Hostile => [`<${tag}> again and again`, () => article(many(`<${tag}>x`))]),
  ...['div', 'span', 'ul><li', 'table><tr><td', 'blockquote', 'section', 'a href="/x"'].map((tag): Hostile => [
    `${tag} in each other`,
    () => article(`<${tag}>`.repeat(600)),
  ]),
  ...['class', 'id', 'style', 'href', 'title', 'srcset', 'data-src', 'datetime', 'content'].map((name): Hostile => [
    `a ${name} of megabytes`,
    () =>
      article(
        `<div ${name}="${many(name === 'srcset' ? '/a.jpg 1w, ' : 'a b-')}">x</div><img ${name}="${many('a, ', mb / 2)}"><time ${name}="${many('1 ', mb / 4)}">`,
      ),
  ]),
  ...[
    'og:title',
    'og:description',
    'description',
    'keywords',
    'author',
    'og:image',
    'article:published_time',
    'og:site_name',
    'article:tag',
  ].map((name): Hostile => [`a ${name} of megabytes`, () => article('', meta(name, many('Jane Roe, and - | ')))]),
  ...['og:image', 'article:tag', 'author', 'keywords'].map((name): Hostile => [
    `${name} again and again`,
    () => article('', many(meta(name, 'https://a.example/b.jpg'))),
  ]),
  ...texts.map(([name, piece]): Hostile => [`${name} in a paragraph`, () => article(`<p>${many(piece)}</p>`)]),
  ...texts.map(([name, piece]): Hostile => [
    `${name} in the headline, the byline and the date`,
    () =>
      article(
        `<p class="byline">${many(piece, 100_000)}</p><p class="date">${many(piece, 100_000)}</p>`,
        '',
        many(piece, 100_000),
      ),
  ]),
  ...texts.map(([name, piece]): Hostile => [
    `${name} in thousands of lines`,
    () => article(many(`<p class="byline date tags">${many(piece, 100)}</p>`, mb / 2)),
  ]),
  ['comments without end', () => article(many('<!--'))],
  ['sections without end', () => article(many('<![CDATA['))],
  ['lists of linked data', () => article('', ld(`[${many(`${node},`)}${node}]`))],
  ['deep linked data', () => article('', ld('['.repeat(100_000)))],
  ['broken linked data', () => article('', ld(many('{"@type":"NewsArticle","headline":"\\"')))],
  ['blocks of linked data', () => article('', many(ld(node)))],
  [
    'data of an application',
    () =>
      article(
        '',
        `<script>window.x={"stories":[${many('{"title":"A headline of five words","publishedAt":"2026-01-15T01:00:00Z","tags":["a"]},{"title":"B","publishedAt":"2025-01-15"},', mb / 2)}]}</script>`,
      ),
  ],
  [
    'references to themselves',
    () => article('', ld('{"@type":"NewsArticle","@id":"#a","author":{"@id":"#a"},"image":{"@id":"#a"}}')),
  ],
  ['captures of an archive', () => article(many('<a href="/web/20200101000000/https://a.example/x">x</a>'))],
  ['lists of links', () => article(many('<ul><li><a href="/a">A story of five words</a></li></ul>'))],
  [
    'teasers',
    () => article(many('<div class="item"><h3><a href="/a">A story of five words</a></h3><p>One line.</p></div>')),
  ],
]

const text: readonly Hostile[] = texts.flatMap(([name, piece]): Hostile[] => [
  [`${name} in a line`, () => `A headline of five words\n\n${many(piece)}`],
  [`${name} in lines of 100`, () => `A headline of five words\n\n${many(`${many(piece, 100)}\n`, mb / 2)}`],
])

const item = (inner: string): string =>
  `<item><title>A headline</title><link>https://a.example/1</link><guid>1</guid>${inner}</item>`
const rss = (inner: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title><link>https://a.example</link>${inner}</channel></rss>`
const feed: readonly Hostile[] = [
  ['items without end', () => rss(many('<item><title>x</title><guid>1</guid></item>'))],
  ['an item of megabytes', () => rss(item(`<description>${many('&lt;p&gt;It rained.&lt;/p&gt;')}</description>`))],
  ['elements in each other', () => rss(item('<a>'.repeat(100_000)))],
  ['entities', () => rss(item(`<description>${many('&amp;')}</description>`))],
  [
    'entities of entities',
    () =>
      `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]>${rss(item('<description>&a19;</description>'))}`,
  ],
  ['sections', () => rss(item(`<description>${many('<![CDATA[x]]>')}</description>`))],
  ['attributes', () => rss(item(`<enclosure url="${many('a')}" type="audio/mpeg"/>`))],
  ['categories', () => rss(item(many('<category>Tech</category>')))],
  ['authors', () => rss(item(`<author>${many('Jane Roe, ')}</author>`))],
  ['what is never closed', () => rss(`<item><title>${many('<b>')}`)],
  [
    'a JSON feed of items',
    () =>
      `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[${many('{"id":"1","title":"x"},')}{"id":"2","title":"y"}]}`,
  ],
  ['deep JSON', () => `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":${'['.repeat(500_000)}`],
]

const post = (content: string, inner = ''): string =>
  `<item><title>A headline</title><link>https://a.example/1</link><guid>1</guid><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2026-01-15 01:00:00</wp:post_date_gmt><content:encoded><![CDATA[${content}]]></content:encoded>${inner}</item>`
const wxrFile = (inner: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>${inner}</channel></rss>`
const wxr: readonly Hostile[] = [
  ['shortcodes', () => wxrFile(post(many('[gallery ids="1,2,3"]')))],
  ['shortcodes without end', () => wxrFile(post(many('[caption ')))],
  ['quotes in shortcodes', () => wxrFile(post(many('[caption a="')))],
  ['shortcodes in each other', () => wxrFile(post(`${'[vc_row]'.repeat(50_000)}${'[/vc_row]'.repeat(50_000)}`))],
  ['blocks without end', () => wxrFile(post(many('<!-- wp:paragraph {"a":')))],
  ['blocks in each other', () => wxrFile(post(many('<!-- wp:group -->')))],
  ['languages', () => wxrFile(post(many('[:en]a[:fr]b')))],
  ['line breaks', () => wxrFile(post(many('\n\n a\n')))],
  ['tags', () => wxrFile(post(many('<div>')))],
  [
    'metas',
    () =>
      wxrFile(
        post('x', many('<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:postmeta>')),
      ),
  ],
  [
    'terms',
    () =>
      wxrFile(
        many(
          '<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>a</wp:category_nicename><wp:cat_name>A</wp:cat_name></wp:category>',
        ),
      ),
  ],
  [
    'attachments',
    () =>
      wxrFile(
        many(
          '<item><title>p</title><wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://a.example/p.jpg</wp:attachment_url></item>',
        ),
      ),
  ],
  ['posts', () => wxrFile(many(post('x')))],
]

const ninjs: readonly Hostile[] = [
  [
    'associations in each other',
    () => `${'{"uri":"u","type":"text","headline":"h","body_text":"It rained.","associations":{"a":'.repeat(20_000)}`,
  ],
  [
    'subjects',
    () =>
      `{"uri":"u","type":"text","headline":"A headline","body_text":"It rained.","subject":[${many('{"name":"a","code":"1"},')}{"name":"b"}]}`,
  ],
  [
    'a body of megabytes',
    () => `{"uri":"u","type":"text","headline":"A headline","body_html":${JSON.stringify(many('<p>It rained.</p>'))}}`,
  ],
  [
    'bylines',
    () =>
      `{"uri":"u","type":"text","headline":"A headline","body_text":"It rained.","byline":${JSON.stringify(many('By Jane Roe, '))}}`,
  ],
  [
    'items',
    () =>
      `[${many('{"uri":"u","type":"text","headline":"A headline","body_text":"It rained."},')}{"uri":"v","type":"text","headline":"B"}]`,
  ],
  ['escapes', () => `{"uri":"u","type":"text","headline":"${many('\\u0041')}"}`],
]

const ndjson: readonly Hostile[] = [
  [
    'one line',
    () =>
      `{"externalId":"1","headline":"A","language":"en","body":{"plainText":${JSON.stringify(many('It rained. ', mb * 2))}}}`,
  ],
  ['empty objects', () => many('{}\n', 200_000)],
  ['deep arrays', () => `{"externalId":${'['.repeat(500_000)}`],
  ['topics', () => `{"externalId":"1","headline":"A","language":"en","topics":[${many('{"path":"a"},')}{"path":"b"}]}`],
  [
    'HTML',
    () => `{"externalId":"1","headline":"A","language":"en","body":{"html":${JSON.stringify(many('<div><p>x</p>'))}}}`,
  ],
  [
    'Markdown',
    () =>
      `{"externalId":"1","headline":"A","language":"en","body":{"markdown":${JSON.stringify(many('[a](b) **c** '))}}}`,
  ],
  ['braces', () => many('{"a":')],
  ['quotes', () => many('"\\"')],
]

/** All of them, by the names that `--format` takes. */
export const hostile: Readonly<Record<string, readonly Hostile[]>> = {
  html,
  'page-text': text,
  feed,
  wxr,
  ninjs,
  ndjson,
}
