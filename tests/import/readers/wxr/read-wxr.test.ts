import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autop } from '../../../../src/import/readers/wxr/body/autop.ts'
import { postHtml } from '../../../../src/import/readers/wxr/body/content.ts'
import { createPictureStore } from '../../../../src/import/readers/wxr/site/picture-store.ts'
import { readWxr } from '../../../../src/import/readers/wxr/read-wxr.ts'
import { decodedSlug } from '../../../../src/import/readers/wxr/terms.ts'
import type { Open } from '../../../../src/import/readers/shared/decode.ts'
import { mutations } from '../mutations.ts'
import { cpuMs } from '../../../support/cpu-time.ts'
import { bytesInUse, finishesOrRefuses, fixture, flat, readAll, readOne } from '../read-all.ts'

const head =
  '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title><link>https://t.example</link><wp:wxr_version>1.2</wp:wxr_version>'
const post = (fields: string, type = 'post'): string =>
  `<item><title>A title</title><guid>g${fields.length}</guid><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>${fields}</item>`
const wxr = (inner: string): string => `${head}${inner}</channel></rss>`

describe('every field of an export', () => {
  it('is read as the hand-made truth says', async () => {
    const items = await readAll(readWxr, fixture('courier.wxr'))
    expect(items.map(flat)).toEqual(JSON.parse(fixture('courier.wxr.truth.json').toString()))
  })

  it('is the same in chunks of any size', async () => {
    const whole = await readAll(readWxr, fixture('courier.wxr'))
    for (const size of [13, 100, 1000]) expect(await readAll(readWxr, fixture('courier.wxr'), {}, size)).toEqual(whole)
  })

  it('what else the file has is counted in a note', async () => {
    const [first] = await readAll(readWxr, fixture('courier.wxr'))
    expect(first?.kind === 'article' && first.draft.notes[0]?.message).toBe(
      'The file also has 1 nav_menu_item, 1 attachment; they are no articles.',
    )
  })
})

describe('terms', () => {
  it('of WXR 1.0, which writes each twice', async () => {
    const item = await readOne(
      readWxr,
      wxr(
        post(
          '<category><![CDATA[News]]></category><category domain="category" nicename="news"><![CDATA[News]]></category><category domain="tag"><![CDATA[Sea]]></category><category domain="tag" nicename="sea"><![CDATA[Sea]]></category>',
        ),
      ),
    )
    expect(item.topics).toEqual([
      { path: 'news', name: 'News', type: 'SECTION' },
      { path: 'sea', name: 'Sea', type: 'KEYWORD' },
    ])
  })

  it('give the topics above their names', async () => {
    const terms =
      '<wp:category><wp:category_nicename>oekonomie</wp:category_nicename><wp:cat_name>Ökonomie &amp; Geld</wp:cat_name></wp:category><wp:category><wp:category_nicename>boerse</wp:category_nicename><wp:category_parent>oekonomie</wp:category_parent><wp:cat_name>Börse</wp:cat_name></wp:category>'
    const item = await readOne(
      readWxr,
      wxr(`${terms}${post('<category domain="category" nicename="boerse">Börse</category>')}`),
    )
    expect(item.topics).toEqual([
      { path: 'oekonomie/boerse', name: 'Börse', names: ['Ökonomie & Geld', 'Börse'], type: 'SECTION' },
    ])
  })

  it('whose parents form a ring end', async () => {
    const ring = ['a', 'b']
      .map(
        (slug) =>
          `<wp:category><wp:category_nicename>${slug}</wp:category_nicename><wp:category_parent>${slug === 'a' ? 'b' : 'a'}</wp:category_parent><wp:cat_name>${slug}</wp:cat_name></wp:category>`,
      )
      .join('')
    const item = await readOne(readWxr, wxr(`${ring}${post('<category domain="category" nicename="a">a</category>')}`))
    expect(item.topics).toEqual([{ path: 'b/a', name: 'a', names: ['b', 'a'], type: 'SECTION' }])
  })

  it('of a language plugin say the language, those of an author plugin the authors', async () => {
    const authors =
      '<wp:author><wp:author_login>roe</wp:author_login><wp:author_display_name>Jane Roe</wp:author_display_name></wp:author>'
    const item = await readOne(
      readWxr,
      wxr(
        `${authors}${post('<dc:creator>admin</dc:creator><category domain="language" nicename="fr">Français</category><category domain="author" nicename="cap-roe">roe</category><category domain="author" nicename="cap-guest">Guest Writer</category>')}`,
      ),
    )
    expect(item).toMatchObject({ language: 'fr', authors: [{ name: 'Jane Roe' }, { name: 'Guest Writer' }] })
    expect(item).not.toHaveProperty('topics')
  })
})

describe('what is no subject', () => {
  it.each(['Uncategorized', 'Sin categoría', 'Non classé', 'Senza categoria', 'Без рубрики', '未分類', 'غير مصنف'])(
    'the default category %s',
    async (name) => {
      const item = await readOne(readWxr, wxr(post(`<category domain="category" nicename="x">${name}</category>`)))
      expect(item).not.toHaveProperty('topics')
    },
  )

  it('the sign before a tag', async () => {
    const item = await readOne(readWxr, wxr(post('<category domain="post_tag" nicename="ferry">#ferry</category>')))
    expect(item.topics).toEqual([{ path: 'ferry', name: 'ferry', type: 'KEYWORD' }])
  })
})

describe('types of the site’s own', () => {
  const typed = (type: string, more = ''): string =>
    post(`${more}<wp:post_type>${type}</wp:post_type>`).replace('<wp:post_type>post</wp:post_type>', '')

  it.each(['story', 'press-release', 'news_item', 'noticias', 'nachrichten'])('%s is an article', async (type) => {
    expect(await readAll(readWxr, wxr(typed(type)))).toHaveLength(1)
  })

  it.each([
    'product',
    'nav_menu_item',
    'news_template',
    'video_player',
    'acf-field',
    'custom_css',
    'elementor_library',
  ])('%s is counted only', async (type) => {
    const [first, second] = await readAll(readWxr, wxr(post('') + typed(type)))
    expect(second).toBeUndefined()
    expect(first?.kind === 'article' && first.draft.notes[0]?.message).toContain(`1 ${type}`)
  })
})

describe('posts without a title', () => {
  const untitled = (fields: string, status: string): string =>
    `<item><title></title><guid isPermaLink="false">https://t.example/?p=8</guid><wp:post_id>8</wp:post_id><wp:post_name>old-pier-at-dusk</wp:post_name><wp:post_date>2024-05-01 10:00:00</wp:post_date>${fields}<wp:status>${status}</wp:status><wp:post_type>post</wp:post_type></item>`
  const content = (html: string): string => `<content:encoded><![CDATA[${html}]]></content:encoded>`

  it('a picture alone has its description for a headline, else the words of the slug', async () => {
    const described = content('<img src="https://t.example/a.jpg" alt="Gulls on the pier">')
    expect((await readOne(readWxr, wxr(untitled(described, 'publish')))).headline).toBe('Gulls on the pier')
    const bare = content('<img src="https://t.example/a.jpg" alt="">')
    expect((await readOne(readWxr, wxr(untitled(bare, 'publish')))).headline).toBe('Old pier at dusk')
  })

  it('nothing at all is an empty draft that is left out, and told where it was published', async () => {
    expect(await readAll(readWxr, wxr(untitled('', 'draft')))).toEqual([])
    expect(await readAll(readWxr, wxr(untitled('', 'publish')))).toMatchObject([
      { kind: 'rejected', reason: 'it is empty: it has no title, no text and no picture' },
    ])
  })
})

describe('the language', () => {
  const body = (text: string): string => post(`<content:encoded><![CDATA[${text}]]></content:encoded>`)
  const english = (posts: string): string => wxr(`<language>en-US</language>${posts}`)
  const swedish =
    'Den gamla färjan har legat på varvet sedan i höstas. Nu är skrovet bytt och i april går hon i trafik igen, säger kaptenen som har väntat hela vintern på att få komma ut på havet med alla sina passagerare.'

  it('that WordPress states where nobody chose one gives way to that of the text', async () => {
    expect(await readOne(readWxr, english(body(swedish)))).toMatchObject({ language: 'sv' })
    expect(
      await readOne(
        readWxr,
        english(body('Лодката тръгна рано сутринта от пристанището и се върна по обяд. '.repeat(4))),
      ),
    ).toMatchObject({ language: 'bg' })
  })

  it.each([
    ['English', 'The ferry left the harbour early in the morning and came back at noon with all of its passengers. '],
    ['code', 'npm install --save-dev vitest && node --test src/import/index.ts --watch --coverage=true; '],
    [
      'a layout to be filled',
      'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. ',
    ],
  ])('stays where the text is %s', async (_, text) => {
    expect(await readOne(readWxr, english(body(text.repeat(4))))).toMatchObject({ language: 'en-US' })
  })

  it('stays where it is another than that default', async () => {
    const dutch = wxr(`<language>nl-NL</language>${body(swedish)}`)
    expect(await readOne(readWxr, dutch)).toMatchObject({ language: 'nl-NL' })
  })
})

describe('what plugins keep', () => {
  const meta = (key: string, value: string): string =>
    `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${value}</wp:meta_value></wp:postmeta>`

  it('the main category comes first, wherever its term stands', async () => {
    const fields = `<category domain="category" nicename="a">A</category><category domain="category" nicename="b">B</category>${meta('_yoast_wpseo_primary_category', '12')}`
    const terms =
      '<wp:category><wp:term_id>12</wp:term_id><wp:category_nicename>b</wp:category_nicename><wp:cat_name>B</wp:cat_name></wp:category>'
    expect((await readOne(readWxr, wxr(post(fields) + terms)))['topics']).toMatchObject([{ path: 'b' }, { path: 'a' }])
  })

  it('guest authors have the names of their own posts', async () => {
    const guest =
      '<item><title>Ida Moss</title><wp:post_name>cap-ida</wp:post_name><wp:post_type>guest-author</wp:post_type></item>'
    const item = await readOne(
      readWxr,
      wxr(`${post('<category domain="author" nicename="cap-ida">ida</category>')}${guest}`),
    )
    expect(item).toMatchObject({ authors: [{ name: 'Ida Moss' }] })
  })

  it('an address is no author’s name', async () => {
    const item = await readOne(readWxr, wxr(post('<dc:creator>ann@t.example</dc:creator>')))
    expect(item).not.toHaveProperty('authors')
    expect(item['notes']).toContain('authors')
  })
})

describe('other addresses', () => {
  const aliases = async (fields: string, type?: string): Promise<unknown> =>
    (await readOne(readWxr, wxr(post(`<link>https://t.example/story/</link>${fields}`, type))))['aliases']

  it('are those by number, of posts and of pages', async () => {
    expect(await aliases('<wp:post_id>7</wp:post_id>')).toEqual(['https://t.example/?p=7'])
    expect(await aliases('<wp:post_id>8</wp:post_id>', 'page')).toEqual(['https://t.example/?page_id=8'])
  })

  it('are not those of a guid from before a move, which by now may lead to another post', async () => {
    const withGuid = async (guid: string): Promise<unknown> => {
      const item = `<item><title>A</title><link>https://t.example/story/</link><guid>${guid}</guid><wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>`
      return (await readOne(readWxr, wxr(item)))['aliases']
    }
    expect(await withGuid('https://t.example/?p=99')).toEqual(['https://t.example/?p=7'])
    expect(await withGuid('http://www.t.example/?p=7')).toEqual(['http://www.t.example/?p=7'])
    expect(await withGuid('https://t.example/old/path')).toEqual([
      'https://t.example/old/path',
      'https://t.example/?p=7',
    ])
    expect(await withGuid('https://elsewhere.example/?p=7')).toEqual(['https://t.example/?p=7'])
  })
})

describe('dates', () => {
  it('take the offset that other posts of the month show, summer and winter', async () => {
    const both = (id: string, local: string, gmt: string): string =>
      post(
        `<x>${id}</x><guid>${id}</guid><wp:post_date>${local}</wp:post_date><wp:post_date_gmt>${gmt}</wp:post_date_gmt>`,
      )
    const none = '0000-00-00 00:00:00'
    const items = await readAll(
      readWxr,
      wxr(
        both('1', '2020-01-05 10:00:00', '2020-01-05 09:00:00') +
          both('22', '2020-07-05 10:00:00', '2020-07-05 08:00:00') +
          both('333', '2020-01-06 10:00:00', none) +
          both('4444', '2020-07-06 10:00:00', none) +
          both('55555', '2020-04-06 10:00:00', none),
      ),
    )
    expect(items.map((item) => (item.kind === 'article' ? (item.draft.input.datePublished ?? null) : item))).toEqual([
      '2020-01-05T09:00:00Z',
      '2020-07-05T08:00:00Z',
      '2020-01-06T09:00:00Z',
      '2020-07-06T08:00:00Z',
      '2020-04-06T00:00:00Z',
    ])
  })
})

describe('content', () => {
  it.each([
    ['One\n\nTwo\nlines', '<p>One</p>\n<p>Two<br />\nlines</p>'],
    ['<h2>Head</h2>\nText', '<h2>Head</h2>\n<p>Text</p>'],
    ['<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nAfter', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>After</p>'],
    ['<blockquote>Quote\n\nmore</blockquote>', '<blockquote><p>Quote</p>\n<p>more</p></blockquote>'],
    ['<pre>a\n\nb</pre>\nx', '<pre>a\n\nb</pre>\n<p>x</p>'],
    ['<p>Done</p>\n<p>Already</p>', '<p>Done</p>\n<p>Already</p>'],
    ['<div>In\n\na div</div>', '<div><p>In</p>\n<p>a div</p></div>'],
    ['', ''],
    ['  \n ', ''],
  ])('%j is %j', (written, html) => {
    expect(autop(written)).toBe(html)
  })

  it('of blocks with nested ones and text between', () => {
    expect(
      postHtml(
        '<!-- wp:columns --><div><!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph --></div><!-- /wp:columns -->\nb\n\nc',
        null,
      ),
    ).toBe('<div>\n<p>a</p>\n</div>\n<p>b</p>\n<p>c</p>')
  })

  it('slugs are decoded, also those that were cut', () => {
    expect(decodedSlug('%d1%84%d0%bb')).toBe('фл')
    expect(decodedSlug('%d1%84%d0')).toBe('ф')
    expect(decodedSlug('100%25-sure')).toBe('100%-sure')
    expect(decodedSlug('a%zz')).toBe('a%zz')
  })

  it('of megabytes that are hostile takes no time to speak of', () => {
    const started = cpuMs()
    for (const text of [
      ' '.repeat(500_000),
      '<'.repeat(200_000),
      '['.repeat(200_000),
      '\n'.repeat(500_000),
      '<p>'.repeat(100_000),
      '[caption]'.repeat(20_000),
      '<!-- wp:x '.repeat(20_000),
    ]) {
      postHtml(`x${text}x`, 'https://t.example/')
    }
    expect(cpuMs() - started).toBeLessThan(4000)
  })
})

describe('exports that are large or damaged', () => {
  it('300 authors and 10 MB are read in seconds', async () => {
    const authors = Array.from(
      { length: 300 },
      (_, index) =>
        `<wp:author><wp:author_login>a${index}</wp:author_login><wp:author_display_name>Author ${index}</wp:author_display_name></wp:author>`,
    ).join('')
    const paragraph = 'The harbour master said on Monday that the ferry would sail again before the summer.\n\n'
    const posts = Array.from(
      { length: 2500 },
      (_, index) =>
        `<item><title>Post ${index}</title><dc:creator>a${index % 300}</dc:creator><guid>https://t.example/?p=${index}</guid><content:encoded><![CDATA[${paragraph.repeat(45)}]]></content:encoded><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>`,
    )
    const text = wxr(`${authors}${posts.join('\n')}`)
    expect(text.length).toBeGreaterThan(10_000_000)
    const started = cpuMs()
    const items = await readAll(readWxr, text)
    expect(items.filter((item) => item.kind === 'article')).toHaveLength(2500)
    expect(flat(items[299]!)).toMatchObject({ authors: [{ name: 'Author 299' }], language: 'en' })
    expect(cpuMs() - started).toBeLessThan(15_000)
  })

  it('memory does not grow with the posts', async () => {
    const body = 'Words and more words for a post of some length.\n\n'.repeat(80)
    const open: Open = async function* () {
      yield Buffer.from(head)
      for (let index = 0; index < 8_000; index++) {
        yield Buffer.from(
          `<item><title>P</title><guid>g${index}</guid><content:encoded><![CDATA[${body}]]></content:encoded><wp:status>trash</wp:status><wp:post_type>revision</wp:post_type></item>`,
        )
      }
      yield Buffer.from(post(''))
    }
    const before = process.memoryUsage.rss()
    let count = 0
    for await (const item of readWxr(open, { fileName: 'big' })) if (item.kind === 'article') count++
    expect(count).toBe(1)
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 2 ** 20)
  })

  it('pictures of many posts are told apart, in little memory', async () => {
    const posts = Array.from({ length: 500 }, (_, n) => (n * 7919) % 500).map(
      (n) =>
        `<item><title>Post ${n}</title><guid>p${n}</guid><content:encoded>Words.</content:encoded><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>${n + 900}</wp:meta_value></wp:postmeta></item>`,
    )
    const pictures = Array.from(
      { length: 600 },
      (_, n) =>
        `<item><title>a</title><wp:attachment_url>https://t.example/${n}.jpg</wp:attachment_url><wp:post_id>${n + 900}</wp:post_id><wp:post_type>attachment</wp:post_type></item>`,
    )
    const items = (await readAll(readWxr, wxr([...posts, ...pictures].join('')))).map(flat)
    expect(items).toHaveLength(500)
    for (const { externalId, image } of items) {
      expect(image).toMatchObject({ url: `https://t.example/${String(externalId).slice(1)}.jpg` })
    }

    const count = 30_000
    const before = bytesInUse()
    using store = createPictureStore(Float64Array.from({ length: count }, (_, n) => n))
    for (let n = 0; n < count; n++) {
      const caption = `Ferry ${n} of the harbour council on its way to the other quay, in light rain`
      store.add(n, {
        title: 'Ferry',
        image: { url: `https://t.example/wp-content/uploads/2025/${n % 12}/ferry-${n}.jpg`, alt: '', caption },
      })
    }
    expect((bytesInUse() - before) / count).toBeLessThan(30)
    expect(store.get(count - 1)?.image.url).toContain(`ferry-${count - 1}.jpg`)
  })

  it('a DTD, a feed and other files are refused', async () => {
    await expect(readAll(readWxr, wxr(post('')).replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'))).rejects.toThrow(
      'DTD',
    )
    await expect(readAll(readWxr, fixture('media.rss'))).rejects.toThrow('not a WordPress export')
    await expect(readAll(readWxr, '')).rejects.toThrow('not a WordPress export')
  })

  it('mutations are read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(mutations(fixture('courier.wxr')), (bytes) => finishesOrRefuses(readWxr, bytes)),
      { numRuns: 150 },
    )
  })
})
