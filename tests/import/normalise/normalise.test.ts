import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { nameKey, titleKey, urlKey } from '../../../src/text/keys.ts'
import { normalise } from '../../../src/import/normalise/normalise.ts'
import { slugFrom, topicSegment } from '../../../src/import/normalise/slug.ts'
import { summaryOf } from '../../../src/import/normalise/body/summary.ts'
import { cpuMs } from '../../support/cpu-time.ts'
import { article, articleInput, problemsOf } from '../readers/articles.ts'

const bodyOf = (html: string, url?: string): { html: string; text: string } | null =>
  article('a', { body: { html }, ...(url === undefined ? {} : { url }) }).body

describe('keys', () => {
  test('addresses that lead to the same page have one key', () => {
    const same = [
      'https://www.example.org/a/b',
      'http://example.org:80/a/b/#comments',
      'https://EXAMPLE.org/a/b?utm_source=x&fbclid=1',
      'https://example.org/a/b?igshid=1',
    ]
    expect(new Set(same.map(urlKey))).toEqual(new Set(['example.org/a/b']))
    expect(urlKey('https://example.org/?b=2&a=1')).toBe(urlKey('https://example.org/?a=1&b=2'))
    expect(urlKey('https://example.org/Café')).toBe(urlKey('https://example.org/Caf%c3%a9'))
    expect(urlKey('https://münchen.example/')).toBe(urlKey('https://xn--mnchen-3ya.example'))
  })

  test('addresses of different pages keep different keys', () => {
    const different = ['/?p=1', '/?p=2', '/a', '/A', '/a/amp', '/a.html', ':8080/a']
    expect(new Set(different.map((rest) => urlKey(`https://example.org${rest}`))).size).toBe(different.length)
  })

  test('the short way to a key and the long one agree', () => {
    const path = fc.array(fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,8}$/), { maxLength: 4 })
    fc.assert(
      fc.property(path, fc.boolean(), (parts, slash) => {
        const url = `https://www.example.org/${parts.join('/')}${slash ? '/' : ''}`
        expect(urlKey(url)).toBe(urlKey(`${url}?utm_source=long-way`))
      }),
    )
  })

  test('names and titles fold case, accents, marks and spaces, and keep what scripts need', () => {
    expect(nameKey('  Łukasz  O’Brien ')).toBe("lukasz o'brien")
    expect(titleKey('«L’Étoile»: what now?')).toBe(titleKey("L'etoile – What now"))
    expect(titleKey('???')).toBe('???')
    expect(nameKey('किताब')).toBe('किताब')
    expect(nameKey('كِتَاب')).toBe('كتاب')
  })

  test('keys of any text are bounded, for an index row is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        expect(Buffer.byteLength(titleKey(text))).toBeLessThan(2_600)
      }),
    )
    expect(Buffer.byteLength(nameKey('ﷺ'.repeat(200)))).toBeLessThan(1_300)
    expect(urlKey(`https://example.org/${'é'.repeat(1_000)}`).length).toBeLessThanOrEqual(400)
  })
})

describe('what is refused', () => {
  const refused: Record<string, [Partial<ArticleInput>, string[]]> = {
    'an empty headline': [{ headline: ' \n ' }, ['REQUIRED headline']],
    'a headline of 501 characters': [{ headline: 'x'.repeat(501) }, ['TOO_LONG headline']],
    NUL: [{ kicker: 'a\0b' }, ['INVALID kicker']],
    'half of a surrogate pair': [{ headline: 'a\ud800' }, ['INVALID headline']],
    'an address that is not http': [{ url: 'ftp://example.org/a' }, ['INVALID url']],
    'a relative address': [{ aliases: ['https://example.org/a', '/b'] }, ['INVALID aliases.1']],
    'an address with a password': [{ url: 'https://a:b@example.org/' }, ['INVALID url']],
    'a language that is none': [{ language: 'italiano!' }, ['INVALID language']],
    'a date without an offset': [{ datePublished: '2025-11-12T18:30:00' }, ['INVALID datePublished']],
    'a day that does not exist': [{ datePublished: '2025-02-30T00:00:00Z' }, ['INVALID datePublished']],
    'a year of five digits': [{ dateModified: '+12025-02-03T00:00:00Z' }, ['INVALID dateModified']],
    'a negative view count': [{ viewCount: -1 }, ['INVALID viewCount']],
    'two bodies': [{ body: { html: 'a', plainText: 'b' } }, ['INVALID body']],
    'a scheduled article without a date': [{ status: 'SCHEDULED' }, ['REQUIRED datePublished']],
    'eleven levels of topics': [{ topics: [{ path: 'a/b/c/d/e/f/g/h/i/j/k' }] }, ['TOO_LONG topics.0.path']],
    'a topic without a path': [{ topics: [{ path: ' / ' }] }, ['INVALID topics.0.path']],
    '101 links': [
      { relatedLinks: Array.from({ length: 101 }, (_, n) => ({ title: `${n}` })) },
      ['TOO_LONG relatedLinks'],
    ],
    'everything at once': [
      { headline: '', language: '', viewCount: 1.5, publisher: { name: '' } },
      ['INVALID viewCount', 'REQUIRED publisher.name', 'REQUIRED headline', 'REQUIRED language'],
    ],
  }
  for (const [what, [fields, problems]] of Object.entries(refused)) {
    test(what, () => expect(problemsOf(fields).toSorted()).toEqual(problems.toSorted()))
  }

  test('50,000 nested boxes and 5 MB of HTML are refused in under half a second', () => {
    const started = cpuMs()
    expect(problemsOf({ body: { html: '<div>'.repeat(50_000) } })).toEqual(['INVALID body.html'])
    expect(problemsOf({ body: { html: `<p>${'x'.repeat(5_000_000)}</p>` } })).toEqual(['TOO_LONG body.html'])
    expect(cpuMs() - started).toBeLessThan(500)
  })

  test('long runs of anything take no more than their length', () => {
    const long = 60_000
    const runs = [' ', '\n', '<p>x', '<', '<!--', '&', 'x', '<p> ', '</p>', '<br>', '<pre> ']
    for (const run of runs) {
      const many = run.repeat(long / run.length)
      for (const html of [many, `<p>${many}`, `<p>${many}&`, `<pre>${many}</pre>x`, `${many}</p>`]) {
        const started = cpuMs()
        normalise(articleInput('a', { body: { html } }))
        normalise(articleInput('a', { body: { plainText: html } }))
        expect(cpuMs() - started, `${run} in ${html.slice(0, 12)}`).toBeLessThan(2_000)
      }
    }
  })

  test('no input makes it throw, and whatever it takes it takes again unchanged', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('<b>x', 'https://example.org/ü', '2025-01-01T00:00:00Z', 'it_IT'),
    )
    const input = fc.record(
      {
        headline: text,
        kicker: text,
        slug: text,
        language: text,
        url: text,
        datePublished: text,
        body: fc.oneof(fc.record({ html: text }), fc.record({ markdown: text }), fc.record({ plainText: text })),
        authors: fc.array(fc.record({ name: text, bio: text }), { maxLength: 3 }),
        topics: fc.array(fc.record({ path: text, name: text }), { maxLength: 3 }),
        relatedLinks: fc.array(fc.record({ title: text, url: text }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(input, (fields) => {
        const once = normalise(articleInput('a', fields))
        if ('userErrors' in once) return
        const { url, headline, language, datePublished, body } = once.article
        const again = normalise(
          articleInput('a', {
            ...fields,
            url: url?.url ?? null,
            headline,
            language,
            datePublished,
            body: body && { html: body.html },
          }),
        )
        expect(
          'article' in again && [
            again.article.headline,
            again.article.url,
            again.article.language,
            again.article.datePublished,
            again.article.body?.html,
          ],
        ).toEqual([headline, url, language, datePublished, body?.html])
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is made of it', () => {
  test('strings are trimmed, languages and instants brought into one form', () => {
    const made = article('a', {
      headline: '  Two\n\twords ',
      language: 'EN_gb',
      datePublished: '2025-02-28t23:30:00.1239-01:00',
      embargoedUntil: '2025-03-01T00:00:00.000+00:00',
    })
    expect([made.headline, made.language, made.datePublished, made.embargoedUntil]).toEqual([
      'Two words',
      'en-GB',
      '2025-03-01T00:30:00.123Z',
      '2025-03-01T00:00:00Z',
    ])
  })

  test('a scheduled article is a published one whose time is to come, and is never modified before it', () => {
    const made = article('a', {
      status: 'SCHEDULED',
      datePublished: '2999-01-01T00:00:00Z',
      dateModified: '2025-01-01T00:00:00Z',
    })
    expect([made.status, made.dateModified]).toEqual(['PUBLISHED', '2999-01-01T00:00:00Z'])
  })

  test('what stands twice in a list stands once', () => {
    const made = article('a', {
      url: 'https://example.org/a',
      aliases: ['http://www.example.org/a/', 'https://example.org/b', 'https://example.org/b/'],
      authors: [{ name: 'Ana' }, { name: 'ANA', jobTitle: 'Editor' }],
      topics: [{ path: 'World/Asia' }, { path: 'world/asia' }],
      relatedLinks: [
        { title: 'A' },
        { title: 'a!' },
        { title: 'B', url: 'https://example.org/x' },
        { title: 'C', url: 'https://example.org/x#c' },
      ],
    })
    expect(made.aliases.map(({ url }) => url)).toEqual(['https://example.org/b'])
    expect(made.authors.map(({ name, jobTitle }) => [name, jobTitle])).toEqual([['Ana', 'Editor']])
    expect(made.topics.map(({ path }) => path)).toEqual(['world/asia'])
    expect(made.relatedLinks.map(({ title }) => title)).toEqual(['A', 'B'])
  })

  test('slugs are ASCII, cut at a word, and never empty', () => {
    expect(slugFrom('Größe & «Wert»: l’été', 'article')).toBe('groesse-and-wert-l-ete')
    expect(slugFrom('word '.repeat(40), 'article').length).toBeLessThanOrEqual(80)
    expect(slugFrom('政治', 'article')).toBe('article')
    expect(topicSegment('政治')).toBe('政治')
  })

  test.each([
    ['देश', 'देश'],
    ['देश की ख़बर', 'देश-की-ख\u093cबर'],
    ['ประเทศไทย', 'ประเทศไทย'],
    ['தமிழ் செய்தி', 'தமிழ்-செய்தி'],
    ['שָׁלוֹם עולם', 'שָׁלוֹם-עולם'.normalize('NFC')],
    ['الأَخْبَار', 'alakhbar'],
    ['राजनीति 2025', 'राजनीति-2025'],
    ['AI 人工智能', 'ai-人工智能'],
    ['が', 'が'],
    ['क्\u200dष', 'क्ष'],
    ['Cafe\u0301', 'cafe'],
    ['!?', ''],
  ])('the segment of a topic path for %s keeps its marks and is composed', (text, segment) => {
    expect(topicSegment(text)).toBe(segment)
    expect(topicSegment(segment)).toBe(segment)
  })

  test('a summary is as supplied, else the beginning of the text up to the end of a sentence', () => {
    expect(article('a', { summary: 'Said.' }).summary).toBe('Said.')
    expect(article('a', { body: { html: '<p>One.</p><p>Two.</p>' } }).summary).toBe('One. Two.')
    const long = summaryOf(`${'A sentence of a text. '.repeat(100)}`)
    expect(long?.length).toBeLessThanOrEqual(1_000)
    expect(long?.endsWith('text.')).toBe(true)
    expect(summaryOf('🙂'.repeat(1_000))?.isWellFormed()).toBe(true)
  })

  test('the hash covers all but the view count', () => {
    const hash = (fields: Partial<ArticleInput>): string => article('a', fields).contentHash.toString('hex')
    expect(hash({ viewCount: 1 })).toBe(hash({ viewCount: 2 }))
    const changes = [
      {},
      { kicker: 'k' },
      { standfirst: 'k' },
      { slug: 's' },
      { dateModified: '2025-01-01T00:00:00Z' },
      { authors: [{ name: 'A' }] },
      { topics: [{ path: 'a' }] },
      { relatedLinks: [{ title: 'a' }] },
      { aliases: ['https://example.org/a'] },
      { isAccessibleForFree: false },
    ]
    expect(new Set(changes.map(hash)).size).toBe(changes.length)
  })
})

describe('bodies', () => {
  test('boxes become paragraphs, headings are lowered, bold and italic mean something', () => {
    expect(
      bodyOf('<div>one<div>two</div>three <b>bold <div>four</div></b></div><h1 class="x">Head</h1><h5>Low</h5><i>x</i>')
        ?.html,
    ).toBe(
      '<p>one</p>\n<p>two</p>\n<p>three <strong>bold </strong></p>\n<p><strong>four</strong></p>\n<h2>Head</h2>\n<h4>Low</h4><p><em>x</em></p>'.replace(
        '</h4><p>',
        '</h4>\n<p>',
      ),
    )
  })

  const hostile = [
    '<script>alert(1)</script><p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<img src=x onerror=alert(1)>x',
    '<svg><script>alert(1)</script></svg>x',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>x',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>x',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</noscript>x',
  ]
  for (const html of hostile) {
    test(`nothing of ${html} runs`, () => {
      const clean = bodyOf(html)
      expect(clean?.html ?? '').not.toMatch(/alert|javascript|onerror|onclick|style|<svg|<iframe/i)
      expect(clean?.text).toMatch(/^x/)
    })
  }

  test('relative addresses are read against the page, and dropped where there is none', () => {
    const html = '<a href="/b">l</a> <img src="c.png" alt="C">'
    expect(bodyOf(html, 'https://example.org/a/')?.html).toBe(
      '<p><a href="https://example.org/b">l</a> <img src="https://example.org/a/c.png" alt="C" /></p>',
    )
    expect(bodyOf(html)?.html).toBe('<p>l </p>')
    expect(bodyOf('<a href="#">x</a><p>after</p>')?.html).toBe('<p>x</p>\n<p>after</p>')
  })

  test('Markdown and plain text become the same kind of HTML', () => {
    expect(article('a', { body: { markdown: '# T\n\nA *b* <script>x</script>\n\n- c\n- d' } }).body).toEqual({
      html: '<h2>T</h2>\n<p>A <em>b</em> </p>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>',
      text: 'T\n\nA b\n\nc\n\nd',
    })
    expect(article('a', { body: { plainText: 'a < b\nc\r\n \r\nd' } }).body).toEqual({
      html: '<p>a &lt; b<br />c</p>\n<p>d</p>',
      text: 'a < b\nc\n\nd',
    })
  })

  test('words are what white space separates', () => {
    expect(
      article('a', { body: { html: '<p>l’una e&nbsp;l’altra</p><ul><li>tre</li><li>quattro - 5</li></ul>' } })
        .wordCount,
    ).toBe(7)
  })

  test('a body without text is none, but a picture is one', () => {
    expect(bodyOf('<p> </p><div></div>')).toBe(null)
    expect(bodyOf('<img src="https://example.org/a.png">')?.text).toBe('')
  })
})

test('an address loses its tracking parameters, and no link leads to the article itself', () => {
  const { url, relatedLinks } = article('a', {
    headline: 'The lamp',
    url: 'https://page.example/lamp?id=7&utm_source=rss&fbclid=x',
    relatedLinks: [
      { title: 'The lamp', url: 'https://cdn.example/lamp.mp3' },
      { title: 'Here', url: 'http://page.example/lamp?id=7' },
      { title: 'The other lamp' },
    ],
  })
  expect(url?.url).toBe('https://page.example/lamp?id=7')
  expect(relatedLinks.map(({ title }) => title)).toEqual(['The other lamp'])
})
