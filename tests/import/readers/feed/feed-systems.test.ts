import { describe, expect, it } from 'vitest'
import { feedName } from '../../../../src/import/readers/shared/feed-name.ts'
import { readFeed } from '../../../../src/import/readers/feed/read-feed.ts'
import { topicTypeOf } from '../../../../src/import/readers/shared/topic.ts'
import { flat, readAll, readOne } from '../read-all.ts'

/** A feed of one item, whose channel says `channel` and whose item has a link of its own. */
const rss = (item: string, channel = '<language>en</language>'): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:yandex="http://news.yandex.ru" xmlns:turbo="http://turbo.yandex.ru"><channel><title>Pier Post</title><link>https://pier.example/</link>${channel}<item><title>Ferry</title><link>https://pier.example/a/ferry</link><guid>1</guid>${item}</item></channel></rss>`
const content = (html: string): string => `<content:encoded><![CDATA[${html}]]></content:encoded>`
const description = (html: string): string => `<description><![CDATA[${html}]]></description>`
const bodyOf = async (item: string): Promise<unknown> => (await readOne(readFeed, rss(item)))['body']

describe('links to the page itself at the end of a text', () => {
  it.each([
    '<p><a href="https://pier.example/a/ferry">Lire la suite sur pier.example →</a></p>',
    '<p><em><a href="/a/ferry#more">Weiter im Original</a></em></p>',
    '<br /><a href="https://pier.example/a/ferry#extended">“Ferry” vollständig lesen</a>',
    '<div class="more"><a href="https://pier.example/a/ferry?utm_source=rss">続きを読む</a></div>',
  ])('%s goes', async (end) => {
    expect(await bodyOf(content(`<p>It sails.</p>${end}`))).toEqual({ html: '<p>It sails.</p>' })
  })

  it('after an ellipsis in a teaser goes', async () => {
    const item = description(
      'It sails again at last, the captain says … <a href="https://pier.example/a/ferry">Leia mais</a>',
    )
    expect(await readOne(readFeed, rss(item))).toMatchObject({
      standfirst: 'It sails again at last, the captain says …',
    })
  })

  it.each([
    '<p>See <a href="https://pier.example/a/ferry">our ferry page</a></p>',
    '<p><a href="https://pier.example/a/other">Another story</a></p>',
    '<p><a href="https://pier.example/a/ferry"><img src="https://pier.example/f.jpg" alt=""></a></p><p>The end.</p>',
  ])('%s stays', async (end) => {
    expect(await bodyOf(content(`<p>It sails.</p>${end}`))).toEqual({ html: `<p>It sails.</p>${end}` })
  })
})

describe('what newsletters and plugins add to a text', () => {
  it.each([
    '<div class="subscription-widget-wrap-editor"><div class="a"><div><p>Thanks for reading!</p></div><form></form></div></div>',
    '<p class="button-wrapper"><a class="button" href="https://pier.example/subscribe"><span>Subscribe</span></a></p>',
    '<div class="feedflare"><a href="https://f.example"><img src="https://f.example/x.gif"></a></div>',
    '<div class="sharedaddy sd-sharing-enabled"><div><h3>Share this</h3></div></div>',
  ])('%s goes', async (bar) => {
    expect(await bodyOf(content(`<p>One.</p>${bar}<p>Two.</p>`))).toEqual({ html: '<p>One.</p><p>Two.</p>' })
  })
})

describe('the fields that Drupal renders into a description', () => {
  const field = (name: string, type: string, inner: string): string =>
    `<div class="field field--name-${name} field--type-${type} field--label-hidden field__item">${inner}</div>`

  it('are the body, the picture and the topics', async () => {
    const item = description(
      `<span class="field field--name-title field--type-string">Ferry</span>
${field('body', 'text-with-summary', '<div><p>It sails on Monday, the council says.</p></div><p>Tickets cost nothing until the end of May.</p>')}
${field('field-image', 'image', '<img src="/files/ferry.jpg" width="9" height="6" alt="The ferry">')}
${field('field-tags', 'entity-reference', '<h3>Tags</h3><a href="/tags/sea">Sea</a><a href="/tags/harbour">Harbour</a>')}
${field('field-related', 'entity-reference', '<a href="/node/9">Another story</a>')}`,
    )
    expect(await readOne(readFeed, rss(item))).toMatchObject({
      body: {
        html: '<div><p>It sails on Monday, the council says.</p></div><p>Tickets cost nothing until the end of May.</p>',
      },
      image: { url: 'https://pier.example/files/ferry.jpg', alt: 'The ferry' },
      topics: [{ name: 'Sea' }, { name: 'Harbour' }],
    })
  })
})

describe('a description that is the text itself', () => {
  it('has two paragraphs, however short', async () => {
    const html = '<p>The old ferry sails again.</p><p>It leaves the pier at noon.</p>'
    expect(await bodyOf(description(html))).toEqual({ html })
  })

  it('brings the picture it begins with, which is not its only sign', async () => {
    const html =
      '<p><img src="https://pier.example/f.jpg"/></p> <p>The old ferry sails again.</p><p>It leaves the pier at noon.</p>'
    expect(await readOne(readFeed, rss(description(html)))).toMatchObject({
      body: { html },
      image: { url: 'https://pier.example/f.jpg' },
    })
    const teaser = '<p><img src="https://pier.example/f.jpg"/></p><p>The old ferry sails again.</p>'
    expect(await readOne(readFeed, rss(description(teaser)))).not.toHaveProperty('body')
  })

  it('is none where it repeats the title', async () => {
    const item = await readOne(readFeed, rss(description('Ferry')))
    expect(item).not.toHaveProperty('standfirst')
    expect(item).not.toHaveProperty('body')
  })
})

describe('texts under names of their own', () => {
  it.each(['yandex:full-text', 'turbo:content'])('%s is the body', async (name) => {
    const item = `${description('Кратко.')}<${name}><![CDATA[<p>Паром снова ходит.</p>]]></${name}>`
    expect(await readOne(readFeed, rss(item))).toMatchObject({
      standfirst: 'Кратко.',
      body: { html: '<p>Паром снова ходит.</p>' },
    })
  })
})

describe('addresses', () => {
  it('a site’s first page is no page of an article', async () => {
    const feed = rss('').replace('<link>https://pier.example/a/ferry</link>', '<link>https://other.example</link>')
    expect(await readOne(readFeed, feed)).not.toHaveProperty('url')
  })

  it('what has a title no feed needs is published by its host', async () => {
    const feed = rss('').replace('<title>Pier Post</title>', '<title></title>')
    expect(await readOne(readFeed, feed)).toMatchObject({ publisher: { name: 'pier.example' } })
  })
})

describe('the language of an entry', () => {
  const norwegian =
    'Den gamle ferga har ligget på verkstedet siden i høst. Nå er skroget byttet, og i april går den i trafikk igjen, sier kapteinen som har ventet hele vinteren på å komme ut på havet.'
  const text = (words: string): string => description(words)

  it('is that of the text where the feed says the English of its system', async () => {
    const read = await readOne(readFeed, rss(text(norwegian), '<language>en-us</language>'))
    expect(read).toMatchObject({ language: 'nb', notes: ['language'] })
    expect((await readOne(readFeed, rss(text(norwegian), '<language>en-GB</language>'))).language).toBe('en-GB')
  })

  it('of a few words is that of the feed, unless its address says the same as they do', async () => {
    const items = [
      ['https://pier.example/1', 'Le bateau part demain matin à huit heures du port, dit le capitaine.'],
      ['https://pier.example/2', 'Les billets sont en vente à partir de lundi dans toutes les gares.'],
      ['https://pier.example/en/3', 'The boat leaves tomorrow morning, says the captain of the port.'],
    ]
      .map(([link, words]) => `<item><title>B</title><link>${link}</link><description>${words}</description></item>`)
      .join('')
    const feed = `<rss version="2.0"><channel><title>P</title><link>https://pier.example/</link>${items}</channel></rss>`
    const languages: unknown[] = []
    for (const item of await readAll(readFeed, feed)) languages.push(flat(item)['language'])
    expect(languages).toEqual(['fr', 'fr', 'en'])
  })

  it('is Chinese where code and names stand between its characters', async () => {
    const words = '使用 npm install 安装依赖时报错，卸载之前安装的 xcode-select 并重新安装即可。'
    expect((await readOne(readFeed, rss(text(words), ''))).language).toBe('zh')
  })
})

describe('the name of a publication', () => {
  it.each([
    ['Kreis Mühlbach: Aktuelles', 'https://www.kreis-muehlbach.example/', 'Kreis Mühlbach'],
    ['Вечерний Берег - новости', 'https://vb.example/', 'Вечерний Берег'],
    ['صحيفة الميناء - الرئيسية', 'https://x.example/', 'صحيفة الميناء'],
    ['Ida Moss — publications', 'https://im.example/', 'Ida Moss'],
    ['Harbour Office Feed', 'https://ho.example/', 'Harbour Office'],
    ['News', 'https://n.example/', 'News'],
    ['Sea - Land - News', 'https://n.example/', 'Sea - Land - News'],
    ['Portada // elpuerto', 'https://www.elpuerto.example/', 'elpuerto'],
    ['World News - Breaking News, Top Stories', 'https://www.quay.example/', ''],
    ['World News - Breaking News', 'https://www.worldnews.example/', 'World News'],
    ['Feed MRSS-S', 'https://quay.example/', ''],
    ['Últimas noticias | Diario QX', 'https://qx.example/', 'Diario QX'],
    ['Le Quai.fr : à la Une', 'http://www.lequai.example/', 'Le Quai.fr'],
  ])('"%s" at %s is %s', (title, site, name) => {
    expect(feedName(title, site)).toBe(name)
  })
})

describe('feeds of newspapers', () => {
  const full = (inner: string, head = ''): string =>
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>World News - Top Stories</title><link>https://www.quay.example/world</link>${head}<item><title>Ferry back</title><link>https://www.quay.example/ferry</link>${inner}</item></channel></rss>`
  const counter =
    '&lt;img src="http://secure.imrworldwide.com/cgi-bin/m?cid=1&amp;amp;si=http://www.quay.example/rss" alt=""/&gt;'

  it('that only link to the text have their teaser in Media RSS', async () => {
    const item = `<description>&amp;nbsp;&lt;a href="https://www.quay.example/ferry"&gt;Leer&lt;/a&gt;${counter}</description><media:description type="html">&lt;b&gt;The ferry&lt;/b&gt; is back after a winter at the</media:description>`
    expect(await readOne(readFeed, full(item))).toMatchObject({
      publisher: { name: 'quay.example' },
      standfirst: 'The ferry is back after a winter at the',
    })
    expect(await readOne(readFeed, full(item))).not.toHaveProperty('image')
    const credited = await readOne(readFeed, full(`${item}<media:credit>Jo Orr</media:credit>`))
    expect(credited).not.toHaveProperty('standfirst')
    expect(await readOne(readFeed, full(`<description>Soon: the ferry.${counter}</description>`))).toMatchObject({
      standfirst: 'Soon: the ferry.',
    })
  })

  it('whose teaser is one link keep its words', async () => {
    const item =
      '<description>&lt;a href="https://www.quay.example/ferry"&gt;The ferry is back after a winter&lt;/a&gt;</description>'
    expect((await readOne(readFeed, full(item)))['standfirst']).toBe('The ferry is back after a winter')
  })

  it('lose the link to the rest after the last paragraph', async () => {
    const item =
      '<description>&lt;p&gt;It was away for a whole winter&lt;br&gt;&lt;/p&gt;&lt;p&gt;The ferry is back, says its captain, who was there.&lt;/p&gt; &lt;a href="https://www.quay.example/ferry"&gt;Lire la suite...&lt;/a&gt;</description>'
    expect((await readOne(readFeed, full(item)))['body']).toEqual({
      html: '<p>It was away for a whole winter<br></p><p>The ferry is back, says its captain, who was there.</p>',
    })
  })

  it.each([
    ['It is back.&amp;nbsp;&lt;a href="https://www.quay.example/ferry"&gt;Leer&lt;/a&gt;', 'It is back.'],
    ['All is said &lt;a href="https://www.quay.example/ferry"&gt;here&lt;/a&gt;', 'All is said here'],
    ['It is back. &lt;a href="https://www.quay.example/other"&gt;More&lt;/a&gt;', 'It is back. More'],
  ])('have a teaser without a link to the rest after its last sentence: %s', async (description, standfirst) => {
    const read = await readOne(readFeed, full(`<description>${description}${counter}</description>`))
    expect(read['standfirst']).toBe(standfirst)
  })

  it('enclose their picture in several sizes', async () => {
    const enclosures = [
      ['https://i.example/2025/03/ferry_1565682753_small.jpg', 10],
      ['https://i.example/2025/03/ferry_1565682753_large.jpg', 77],
      ['https://o.example/other.jpg', 99],
    ].map(([url, length]) => `<enclosure url="${url}" type="image/jpeg" length="${length}"/>`)
    expect((await readOne(readFeed, full(enclosures.join(''))))['image']).toMatchObject({
      url: 'https://i.example/2025/03/ferry_1565682753_large.jpg',
    })
  })

  it('that write the teaser twice have no text', async () => {
    const twice = (content: string): string =>
      full(
        `<description>The ferry is back.</description><content:encoded><![CDATA[\n ${content}\n]]></content:encoded>`,
      )
    const read = await readOne(readFeed, twice('The ferry is back.'))
    expect(read).toMatchObject({ standfirst: 'The ferry is back.' })
    expect(read).not.toHaveProperty('body')
    expect(await readOne(readFeed, twice('<p>The ferry is back.</p>'))).toHaveProperty('body')
  })

  it('have videos in their articles, and videos', async () => {
    const video = '<media:content url="https://v.example/1.mp4" medium="video"/>'
    const content = '<content:encoded>&lt;p&gt;The ferry is back.&lt;/p&gt;</content:encoded>'
    expect(await readOne(readFeed, full(video + content))).not.toHaveProperty('type')
    expect((await readOne(readFeed, full(video)))['type']).toBe('VIDEO')
    const enclosed = `<enclosure url="https://v.example/1.mp4" type="video/mp4" length="1"/>${content}`
    expect((await readOne(readFeed, full(enclosed)))['type']).toBe('VIDEO')
  })

  it('have their picture as enclosure beside a thumbnail', async () => {
    const item =
      '<enclosure url="https://i.example/ferry_19.jpg" type="image/jpeg" length="1"/><media:thumbnail url="https://i.example/ferry_2.jpg" width="95" height="70"/>'
    expect((await readOne(readFeed, full(item)))['image']).toMatchObject({ url: 'https://i.example/ferry_19.jpg' })
  })

  it.each([
    ['Jo Orr Diplomatic editor', 'Jo Orr'],
    ['Jo Orr Home affairs correspondent', 'Jo Orr'],
    ['Mary Ann Orr Science reporter', 'Mary Ann Orr'],
    ['The Ferry Editor', 'The Ferry Editor'],
  ])('call %s %s', async (written, name) => {
    expect((await readOne(readFeed, full(`<dc:creator>${written}</dc:creator>`)))['authors']).toMatchObject([{ name }])
  })

  it('of a section have the host as author', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>https://rss.quay.example/sea/</id><title>Sea</title><author><name><![CDATA[ quay.example ]]></name></author><link rel="alternate" href="https://rss.quay.example/sea/"/><entry><id>1</id><title>Ferry</title></entry></feed>`
    expect((await readOne(readFeed, atom))['publisher']).toMatchObject({ name: 'quay.example' })
    const named = atom.replace('<title>Sea</title>', '<title>The Quay</title>')
    expect((await readOne(readFeed, named))['publisher']).toMatchObject({ name: 'The Quay' })
  })
})

describe('the kind of a topic by its scheme', () => {
  it.each([
    ['https://a.example/categories/sea/', 'SECTION'],
    ['http://www.sixapart.com/ns/types#category', 'SECTION'],
    ['https://a.example/tags/sea/', null],
    ['http://www.blogger.com/atom/ns#', null],
  ])('%s is %s', (scheme, type) => {
    expect(topicTypeOf(scheme)).toBe(type)
  })
})

describe('a message without a title', () => {
  it('is called by its first paragraph where that has no end', async () => {
    const untitled = rss(content('<p>Notes from the night boat</p><p>It was late. It was cold.</p>')).replace(
      '<title>Ferry</title>',
      '',
    )
    expect((await readOne(readFeed, untitled)).headline).toBe('Notes from the night boat')
  })
})
