import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../../../src/import/readers/feed/read-feed.ts'
import { feedName } from '../../../../src/import/readers/shared/feed-name.ts'
import type { Open } from '../../../../src/import/readers/shared/decode.ts'
import { mutations } from '../mutations.ts'
import { cpuMs } from '../../../support/cpu-time.ts'
import { finishesOrRefuses, fixture, flat, readAll, readOne } from '../read-all.ts'

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

describe('a feed larger than memory should hold', () => {
  const text = 'The harbour master said on Monday that the ferry would sail again. '.repeat(30)
  const item = (n: number): string =>
    `<item><title>Entry ${n}</title><guid>${n}</guid><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`
  const feed = Buffer.from(rss(Array.from({ length: 1000 }, (_, n) => item(n)).join('')))

  it('streams: its first entries come when little of it has been read for them', async () => {
    let chunks = 0
    const open: Open = async function* () {
      chunks = 0
      for (let at = 0; at < feed.length; at += 16_384) {
        chunks++
        yield feed.subarray(at, at + 16_384)
      }
    }
    const read: number[] = []
    for await (const _ of readFeed(open, { fileName: 'file' })) read.push(chunks * 16_384)
    expect(feed.length).toBeGreaterThan(2_000_000)
    expect(read).toHaveLength(1000)
    expect(read[0]).toBeLessThan(300_000)
    expect(read[500]).toBeLessThan(1_500_000)
  })

  it('an entry that says nothing among the others is told, and takes none of theirs', async () => {
    const items = await readAll(readFeed, rss(`${item(1)}<item/>${item(2)}<item><b></item>${item(3)}`))
    expect(items.map((one) => (one.kind === 'article' ? one.draft.input.headline : one.reason))).toEqual([
      'Entry 1',
      'there is nothing in it',
      'Entry 2',
      'its XML is damaged (unexpected close tag)',
      'Entry 3',
    ])
  })

  it('what its channel says behind the entries counts as well', async () => {
    const late = rss(item(1)).replace('<title>T</title>', '').replace('</channel>', '<title>Late</title></channel>')
    expect(await readOne(readFeed, late)).toMatchObject({ publisher: { name: 'Late' } })
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
    ['Latest news from The Harbour Post', null, 'The Harbour Post'],
    ['All posts by Jane Roe', 'https://roe.example/', 'Jane Roe'],
    ['Latest news from around the world', null, 'Latest news from around the world'],
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

describe('shapes of many producers', () => {
  it('a collecting feed: the source is the publisher and leaves the title', async () => {
    const item =
      '<item><title>Ferry returns - Harbour Courier</title><link>https://n.example/1</link><guid isPermaLink="false">x</guid><source url="https://hc.example">Harbour Courier</source></item>'
    expect(await readOne(readFeed, rss(item))).toMatchObject({
      headline: 'Ferry returns',
      publisher: { name: 'Harbour Courier', url: 'https://hc.example/' },
    })
  })

  it('Blogger: kinds are no topics, replies no links', async () => {
    const atom = `<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:gd='http://schemas.google.com/g/2005' xmlns:media='http://search.yahoo.com/mrss/'><id>tag:blogger.com,1999:blog-1</id><title type='text'>Pier Notes</title><link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='https://pier.example/feeds/posts/default'/><link rel='alternate' type='text/html' href='https://pier.example/'/>
      <entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2025-03-01T08:00:00.001-08:00</published><updated>2025-03-02T08:00:00.002-08:00</updated><category scheme='http://www.blogger.com/atom/ns#' term='piers'/><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><title type='text'>On piers</title><content type='html'>&lt;p&gt;Long &amp;amp; thin.&lt;/p&gt;</content><link rel='replies' type='application/atom+xml' href='https://pier.example/feeds/2/comments'/><link rel='edit' href='https://www.blogger.com/feeds/1/posts/2'/><link rel='alternate' type='text/html' href='https://pier.example/2025/03/on-piers.html' title='On piers'/><author><name>Ida Moss</name><uri>http://www.blogger.com/profile/1</uri><email>noreply@blogger.com</email><gd:image rel='x' width='16' height='16' src='https://img1.blogblog.com/b16.gif'/></author><media:thumbnail url='https://b.example/s72-c/p.jpg' height='72' width='72'/><thr:total>0</thr:total></entry></feed>`
    expect(await readOne(readFeed, atom)).toMatchObject({
      externalId: 'tag:blogger.com,1999:blog-1.post-2',
      headline: 'On piers',
      url: 'https://pier.example/2025/03/on-piers.html',
      topics: [{ path: 'piers', type: 'KEYWORD' }],
      body: { html: '<p>Long &amp; thin.</p>' },
      authors: [{ name: 'Ida Moss', url: 'http://www.blogger.com/profile/1' }],
      image: { url: 'https://b.example/s72-c/p.jpg' },
      datePublished: '2025-03-01T16:00:00Z',
      dateModified: '2025-03-02T16:00:00Z',
      publisher: { name: 'Pier Notes', url: 'https://pier.example/' },
    })
  })

  it('JSON Feed 1.0 with one author', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1',
      title: 'T',
      items: [{ id: '1', title: 'A', author: { name: 'Ida Moss' }, content_text: 'x' }],
    }
    expect(await readOne(readFeed, JSON.stringify(feed), { language: 'en' })).toMatchObject({
      authors: [{ name: 'Ida Moss' }],
      language: 'en',
    })
  })

  it('Atom 0.3 and RSS 0.90', async () => {
    const atom =
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><title>T</title><entry><title mode="escaped">Old &amp;amp; good</title><id>1</id><issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified><content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>'
    expect(await readOne(readFeed, atom)).toMatchObject({
      headline: 'Old & good',
      datePublished: '2004-01-01T00:00:00Z',
      dateModified: '2004-01-02T00:00:00Z',
      body: { html: '<p>x</p>' },
    })
    const rdf =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>C</title><link>https://c.example/</link></channel><item><title>Very old</title><link>https://c.example/1</link></item></rdf:RDF>'
    expect(await readOne(readFeed, rdf)).toMatchObject({
      headline: 'Very old',
      externalId: 'https://c.example/1',
      publisher: { name: 'C' },
    })
  })

  it('prefixes of any name, and roots with one', async () => {
    const feed =
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en"><a:title>T</a:title><a:entry><a:id>1</a:id><a:title>Prefixed</a:title></a:entry></a:feed>'
    expect((await readOne(readFeed, feed)).headline).toBe('Prefixed')
    const rdf =
      '<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/"><r:channel><r:title>C</r:title></r:channel><r:item><r:title>Other way round</r:title><r:link>https://c.example/1</r:link></r:item></RDF>'
    expect((await readOne(readFeed, rdf)).headline).toBe('Other way round')
  })

  it('a message without a title, and a teaser that is the whole article', async () => {
    const [note, long] = await readAll(
      readFeed,
      rss(
        `<item><guid>1</guid><description>&lt;p&gt;The ferry is late today. More at eight.&lt;/p&gt;</description></item><item><guid>2</guid><title>L</title><description>&lt;p&gt;${'Long words. '.repeat(100)}&lt;/p&gt;</description></item>`,
      ),
    )
    expect(flat(note!)).toMatchObject({ headline: 'The ferry is late today.', notes: ['headline'] })
    expect(flat(long!)).toMatchObject({ body: { html: expect.stringContaining('Long words') } })
    expect(flat(long!)).not.toHaveProperty('standfirst')
  })

  it('an address that is relative to the one the person gives', async () => {
    const feed =
      '<rss version="2.0"><channel><title>T</title><link>/</link><language>en</language><item><title>A</title><link>news/1.html</link></item></channel></rss>'
    expect(await readOne(readFeed, feed, { url: 'https://site.example/rss/all.xml' })).toMatchObject({
      url: 'https://site.example/news/1.html',
      externalId: 'https://site.example/news/1.html',
    })
  })
})

describe('what stands around a text', () => {
  const url = 'https://t.example/2025/ferry/'
  const entry = (content: string): string =>
    `<item><title>A</title><link>${url}</link><guid>1</guid><description><![CDATA[${content}]]></description></item>`

  it.each([
    ['Der Beitrag', 'erschien zuerst auf', '.'],
    ['L’article', 'est apparu en premier sur', '.'],
    ['投稿', 'は', 'に最初に表示されました。'],
  ])('%s … %s: the line that WordPress appends goes, in any language', async (before, between, after) => {
    const line = `<p>${before} <a href="${url}">A</a> ${between} <a href="https://t.example">T</a>${after}</p>`
    expect(await readOne(readFeed, rss(entry(`<p>It sails.</p>\n${line}`)))).toMatchObject({ standfirst: 'It sails.' })
  })

  it('two links of the author stay', async () => {
    const line = `<p>See <a href="${url}">this</a> and also <a href="https://o.example">that</a>.</p>`
    expect(await readOne(readFeed, rss(entry(line)))).toMatchObject({ standfirst: 'See this and also that.' })
  })

  it('Drupal’s title, user and date before a teaser go', async () => {
    const fields =
      '<span class="field field--name-title">A</span> <span class="field field--name-uid"><span>admin</span></span> <span class="field field--name-created">3/3/2025</span> <div class="field field--name-body"><p>It sails.</p></div>'
    expect(await readOne(readFeed, rss(entry(fields)))).toMatchObject({ standfirst: 'It sails.' })
  })
})

describe('entries without a title', () => {
  it('a message is the body, its beginning the headline', async () => {
    const words = 'the pier was empty this morning and so on '.repeat(5).trim()
    const item = await readOne(
      readFeed,
      rss(`<item><guid>1</guid><description>&lt;p&gt;${words}&lt;/p&gt;</description></item>`),
    )
    expect(item).toMatchObject({ body: { html: `<p>${words}</p>` }, notes: ['headline'] })
    expect(String(item['headline']).length).toBeLessThanOrEqual(100)
    expect(item).not.toHaveProperty('standfirst')
  })

  it('a picture has its description for a headline, else feed and day', async () => {
    const feed = (html: string): string =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Pier',
        items: [{ id: '1', content_html: html, date_published: '2025-03-03T10:00:00Z' }],
      })
    expect(await readOne(readFeed, feed('<img src="https://t.example/1.jpg" alt="A gull">'))).toMatchObject({
      headline: 'A gull',
    })
    expect(await readOne(readFeed, feed('<img src="https://t.example/1.jpg">'))).toMatchObject({
      headline: 'Pier, 2025-03-03',
    })
  })
})

describe('pictures of an entry', () => {
  it('the author’s portrait is none, and a description beside a credit is the caption', async () => {
    const media =
      '<item xmlns:media="http://search.yahoo.com/mrss/"><title>A</title><guid>1</guid><media:content url="https://0.gravatar.com/avatar/a?s=96" medium="image"/><media:content url="https://t.example/a.jpg" medium="image"/><media:credit>Jane Roe</media:credit><media:description>The pier.</media:description></item>'
    const feed = rss(media).replace('<rss ', '<rss xmlns:media="http://search.yahoo.com/mrss/" ')
    expect(await readOne(readFeed, feed)).toMatchObject({
      image: { url: 'https://t.example/a.jpg', caption: 'The pier.', credit: 'Jane Roe' },
    })
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

  it('one damaged letter does not make Windows-1252 of UTF-8', async () => {
    const [before = '', after = ''] = rss('<item><title>Žluťoučký kůň úpí, ďábel|</title><guid>1</guid></item>').split(
      '|',
    )
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xc5]), Buffer.from(after)])
    expect(await readOne(readFeed, bytes)).toMatchObject({ headline: 'Žluťoučký kůň úpí, ďábel\ufffd', notes: [null] })
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

it('a feed in no UTF-8 that names no encoding is read by its language', async () => {
  const feed = rss('<item><title>Паром вернулся</title><guid>1</guid></item>').replace('>en<', '>ru<')
  expect(await readOne(readFeed, iconv.encode(feed, 'windows-1251'))).toMatchObject({ headline: 'Паром вернулся' })
  const japanese = rss('<item><title>フェリーが再開</title><guid>1</guid></item>').replace('>en<', '>ja<')
  for (const encoding of ['shift_jis', 'euc-jp'])
    expect(await readOne(readFeed, iconv.encode(japanese, encoding))).toMatchObject({ headline: 'フェリーが再開' })
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
    const started = cpuMs()
    const items = await readAll(readFeed, rss(`${deep}${wide}<item><guid>3</guid><title>Good</title></item>`))
    expect(cpuMs() - started).toBeLessThan(2000)
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

it('what never closes costs no time', async () => {
  const started = cpuMs()
  const parts = [
    '<!--',
    '<?',
    '<rss "',
    '<rss a="1" ',
    '<item>',
    '<item><description>',
    '<item><title><![CDATA[',
    '<item><![CDATA[<img src=',
    '<a ',
  ]
  for (const part of parts) {
    await finishesOrRefuses(readFeed, `<rss version="2.0"><channel>${part.repeat(20_000)}`)
    await finishesOrRefuses(readFeed, part.repeat(20_000))
  }
  expect(cpuMs() - started).toBeLessThan(8000)
})
