import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../src/import/feed/read-feed.ts'
import { feedName } from '../../src/import/feed/publisher.ts'
import { mutations } from './mutations.ts'
import { finishesOrRefuses, fixture, flat, readAll, readOne } from './read-all.ts'

const fixtures = [
  'wordpress.rss',
  'media.rss',
  'podcast.rss',
  'blog.atom',
  'video.atom',
  'government.rdf',
  'link-blog.json',
  'broken.rss',
]
const rss = (items: string, channel = ''): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://t.example/</link><language>en</language>${channel}${items}</channel></rss>`

describe('every field of a feed is read', () => {
  it.each(fixtures)('of %s', async (name) => {
    const items = await readAll(readFeed, fixture(name))
    expect(items.map(flat)).toEqual(JSON.parse(fixture(`${name}.truth.json`).toString()))
  })

  it('the same whatever the chunks', async () => {
    const whole = await readAll(readFeed, fixture('blog.atom'))
    expect(await readAll(readFeed, fixture('blog.atom'), {}, 7)).toEqual(whole)
  })
})

describe('titles', () => {
  it.each([
    ['AT&amp;T', 'AT&T'],
    ['AT&amp;amp;T &amp;#8211; news', 'AT&T – news'],
    ['&lt;b&gt;New&lt;/b&gt; rules', 'New rules'],
    ['if a &lt; b', 'if a < b'],
    ['Array&lt;Object&gt; explained', 'Array<Object> explained'],
    ['<![CDATA[Rock &amp; Roll]]>', 'Rock & Roll'],
    ['Two\n   lines', 'Two lines'],
    ['A <i>mixed</i> one', 'A mixed one'],
    ['caf&eacute;&nbsp;&#146;s', 'café ’s'],
  ])('%s is %s', async (written, read) => {
    expect((await readOne(readFeed, rss(`<item><title>${written}</title><guid>1</guid></item>`))).headline).toBe(read)
  })
})

describe('who publishes', () => {
  it.each([
    ['World news | The Guardian', 'https://www.theguardian.example/', 'The Guardian'],
    ['BBC News - World', 'https://www.bbc.example/', 'BBC News'],
    ['Harbour Courier » Feed', null, 'Harbour Courier'],
    ['RSS: Molo', null, 'Molo'],
    ['Jane’s Blog - Thoughts', 'https://roe.example/', 'Jane’s Blog - Thoughts'],
    ['Feed', null, 'Feed'],
  ])('"%s" at %s is %s', (title, site, name) => {
    expect(feedName(title, site)).toBe(name)
  })

  it('the person who imports decides', async () => {
    const item = '<item><title>A</title><guid>1</guid><source url="https://s.example/rss">S</source></item>'
    expect((await readOne(readFeed, rss(item), { publisher: 'Mine' })).publisher).toMatchObject({ name: 'Mine' })
    expect((await readOne(readFeed, rss(item))).publisher).toEqual({ name: 'S', url: 'https://s.example/' })
  })
})

describe('encodings', () => {
  const text = rss('<item><title>Žluťoučký kůň</title><guid>1</guid></item>')
  it.each([
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8 that says it is Latin 1', Buffer.from(text.replace('?>', ' encoding="iso-8859-1"?>'))],
  ])('%s', async (_, bytes) => {
    expect((await readOne(readFeed, bytes)).headline).toBe('Žluťoučký kůň')
  })

  it('Windows-1252 that says it is UTF-8 is read, and said', async () => {
    const bytes = Buffer.from(rss('<item><title>caf\xe9</title><guid>1</guid></item>'), 'latin1')
    expect(await readOne(readFeed, bytes)).toMatchObject({ headline: 'café', notes: [null] })
  })

  it('Shift_JIS, EUC-KR and KOI8-R by their declaration', async () => {
    const { default: iconv } = await import('iconv-lite')
    for (const [encoding, title] of [
      ['Shift_JIS', '港のニュース'],
      ['euc-kr', '항구 소식'],
      ['koi8-r', 'Новости порта'],
    ] as const) {
      const feed = rss(`<item><title>${title}</title><guid>1</guid></item>`).replace('?>', ` encoding="${encoding}"?>`)
      expect((await readOne(readFeed, iconv.encode(feed, encoding))).headline).toBe(title)
    }
  })

  it('an encoding nobody knows is refused', async () => {
    const bytes = Buffer.from(
      rss('<item><title>caf\xe9</title></item>').replace('?>', ' encoding="x-made-up"?>'),
      'latin1',
    )
    await expect(readAll(readFeed, bytes)).rejects.toThrow('"x-made-up"')
  })
})

describe('hostile feeds', () => {
  it('a DTD is refused', async () => {
    const laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]>'
    await expect(
      readAll(readFeed, rss('<item><title>&lol1;</title></item>').replace('?>', `?>${laughs}`)),
    ).rejects.toThrow('DTD')
  })

  it('nesting of 100,000 and 50,000 attributes cost one item each, and little time', async () => {
    const deep = `<item><guid>1</guid>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</item>`
    const wide = `<item ${Array.from({ length: 50_000 }, (_, index) => `a${index}="1"`).join(' ')}><guid>2</guid></item>`
    const started = performance.now()
    const items = await readAll(readFeed, rss(`${deep}${wide}<item><guid>3</guid><title>Good</title></item>`))
    expect(performance.now() - started).toBeLessThan(2000)
    expect(items.map((item) => item.kind)).toEqual(['rejected', 'rejected', 'article'])
  })

  it('a section that is not closed costs its own item alone', async () => {
    const items = await readAll(
      readFeed,
      rss(
        '<item><guid>1</guid><title>A</title><description><![CDATA[never closed</description></item>' +
          '<item><guid>2</guid><title>B</title><description><![CDATA[fine]]></description></item>',
      ),
    )
    expect(items.map(flat)).toMatchObject([
      { rejected: null, reason: 'a CDATA section in it is not closed' },
      { headline: 'B' },
    ])
  })

  it('a file cut anywhere keeps the items before the cut', async () => {
    const feed = rss(
      Array.from({ length: 5 }, (_, index) => `<item><guid>${index}</guid><title>T${index}</title></item>`).join(''),
    )
    for (let at = feed.indexOf('<item>'); at < feed.length; at += 3) {
      const good = feed.slice(0, at).split('</item>').length - 1
      const items = await readAll(readFeed, feed.slice(0, at))
      expect(items.filter((item) => item.kind === 'article')).toHaveLength(good)
    }
  })

  it('what is no feed is refused', async () => {
    for (const content of ['', 'hello', '<html></html>', '{}', '{"items":', '[1]']) {
      await expect(readAll(readFeed, content)).rejects.toThrow(/feed|JSON/i)
    }
  })

  it.each(fixtures)('mutations of %s are read or refused', async (name) => {
    await fc.assert(
      fc.asyncProperty(mutations(fixture(name)), (bytes) => finishesOrRefuses(readFeed, bytes)),
      { numRuns: 60 },
    )
  })
})

it('a JSON Feed that is cut yields the items before the cut', async () => {
  const text = fixture('link-blog.json').toString()
  const items = await readAll(readFeed, text.slice(0, text.indexOf('No id')))
  expect(items.map((item) => item.kind)).toEqual(['article', 'article', 'rejected', 'rejected'])
})
