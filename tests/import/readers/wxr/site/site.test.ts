import { describe, expect, it } from 'vitest'
import { prepareWxr } from '../../../../../src/import/readers/wxr/read-wxr.ts'
import { detectFormat } from '../../../../../src/import/run/detect-format.ts'
import { flat, opening } from '../../read-all.ts'
import { picture, post, read, wxr } from '../export.ts'

describe('statuses', () => {
  it.each([
    ['publish', 'PUBLISHED', []],
    ['future', 'PUBLISHED', []],
    ['draft', 'DRAFT', []],
    ['pending', 'DRAFT', []],
    ['auto-draft', 'DRAFT', ['status']],
    ['private', 'DRAFT', ['status']],
    ['inherit', 'DRAFT', ['status']],
    ['trash', 'WITHDRAWN', ['status']],
    ['', 'DRAFT', ['status']],
    ['in-progress', 'DRAFT', ['status']],
    ['Publish', 'DRAFT', ['status']],
  ])('%s is %s', async (status, expected, notes) => {
    expect(await read(wxr(post(1, { status })))).toMatchObject([{ status: expected, notes }])
  })

  it('a password makes a draft, a post for later without a date as well', async () => {
    expect(await read(wxr(post(1, { password: 'secret' })))).toMatchObject([{ status: 'DRAFT', notes: ['status'] }])
    expect(await read(wxr(post(1, { status: 'future', dates: '' })))).toMatchObject([
      { status: 'DRAFT', notes: ['status'] },
    ])
  })

  it('what the editor began and nobody wrote is left out', async () => {
    expect(await read(wxr(post(1, { status: 'auto-draft', title: 'Auto Draft', content: '' })))).toEqual([])
  })
})

describe('dates of exports that programs made', () => {
  it.each([
    ['<wp:post_date>Wed Jul 22 2015 15:05:08 GMT+0000 (UTC)</wp:post_date>', '2015-07-22T15:05:08Z', []],
    ['<wp:post_date>2015-07-22T15:05:08Z</wp:post_date>', '2015-07-22T15:05:08Z', []],
    ['<wp:post_date>2015-07-22T15:05:08+02:00</wp:post_date>', '2015-07-22T13:05:08Z', []],
    ['<wp:post_date_gmt>2015-07-22 15:05</wp:post_date_gmt>', '2015-07-22T15:05:00Z', []],
    ['<wp:post_date_gmt>2015-07-22T15:05:08.123Z</wp:post_date_gmt>', '2015-07-22T15:05:08Z', []],
    ['<wp:post_date_gmt>2015-07-22</wp:post_date_gmt>', '2015-07-22T00:00:00Z', ['datePublished']],
    ['<wp:post_date>2015-07-22</wp:post_date>', '2015-07-22T00:00:00Z', ['datePublished']],
    [
      '<wp:post_date>2015-07-22 15:05:08</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>',
      '2015-07-22T00:00:00Z',
      ['datePublished'],
    ],
    [
      '<pubDate>Wed, 22 Jul 2015 15:05:08 +0000</pubDate><wp:post_date>2015-07-22</wp:post_date>',
      '2015-07-22T15:05:08Z',
      [],
    ],
    [
      '<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>0000-00-00 00:00:00</wp:post_date>',
      undefined,
      ['datePublished'],
    ],
  ])('%s', async (dates, expected, notes) => {
    const [item] = await read(wxr(post(1, { dates })))
    expect(item?.['datePublished']).toBe(expected)
    expect(item?.['notes']).toEqual(notes)
  })
})

describe('authors', () => {
  const creator = (login: string): string => `<dc:creator><![CDATA[${login}]]></dc:creator>`
  const author = (tag: string): string =>
    `<wp:${tag}><wp:author_id>7</wp:author_id><wp:author_login>imoreau</wp:author_login><wp:author_display_name>Ines Moreau</wp:author_display_name></wp:${tag}>`

  it.each(['author', 'wp_author'])('of <wp:%s>', async (tag) => {
    expect(await read(wxr(author(tag) + post(1, { more: creator('imoreau') })))).toMatchObject([
      { authors: [{ name: 'Ines Moreau' }] },
    ])
  })

  it('of plugins: guests as posts, numbers, names', async () => {
    const guest = post(31, {
      type: 'guest-author',
      title: 'cap-ida',
      meta: { 'cap-display_name': 'Ida Moss', 'cap-user_login': 'ida' },
    })
    const by = async (fields: Parameters<typeof post>[1]): Promise<unknown> =>
      (await read(wxr(author('author') + post(1, fields) + guest)))[0]?.['authors']
    expect(await by({ more: '<category domain="author" nicename="cap-ida">ida</category>' })).toMatchObject([
      { name: 'Ida Moss' },
    ])
    expect(
      await by({
        more: '<category domain="author" nicename="cap-imoreau">imoreau</category><category domain="author" nicename="cap-ida">ida</category>',
      }),
    ).toMatchObject([{ name: 'Ines Moreau' }, { name: 'Ida Moss' }])
    expect(await by({ more: creator('admin'), meta: { _molongui_author: 'user-7' } })).toMatchObject([
      { name: 'Ines Moreau' },
    ])
    expect(await by({ more: creator('admin'), meta: { sfly_guest_author_names: 'Ann Lee and Bo Ek' } })).toMatchObject([
      { name: 'Ann Lee' },
      { name: 'Bo Ek' },
    ])
  })
})

describe('posts that share a guid', () => {
  const guid = 'https://t.example/?p=2'

  it('are two, and the one whose number is in it keeps it, in whatever order they stand', async () => {
    const posts = [post(2, { guid }), post(9, { guid })]
    for (const order of [posts, posts.toReversed()]) {
      const ids = (await read(wxr(order.join('')))).map((item) => [item['url'], item['externalId']])
      expect(Object.fromEntries(ids)).toEqual({
        'https://t.example/post-2/': guid,
        'https://t.example/post-9/': 'https://t.example/?p=9',
      })
    }
  })

  it('that is no number: the older one keeps it', async () => {
    const items = await read(wxr(post(9, { guid: 'urn:x' }) + post(4, { guid: 'urn:x' })))
    expect(items.map((item) => item['externalId'])).toEqual(['https://t.example/?p=9', 'urn:x'])
  })

  it('the same post twice is one', async () => {
    expect(await read(wxr(post(2) + post(2)))).toMatchObject([{}, { rejected: 'externalId' }])
  })
})

describe('translations', () => {
  const language = (code: string): string => `<category domain="language" nicename="${code}">x</category>`
  const group = '<category domain="post_translations" nicename="pll_1">pll_1</category>'
  const term = (taxonomy: string, slug: string, description: string): string =>
    `<wp:term><wp:term_taxonomy>${taxonomy}</wp:term_taxonomy><wp:term_slug>${slug}</wp:term_slug><wp:term_name>${slug}</wp:term_name><wp:term_description><![CDATA[${description}]]></wp:term_description></wp:term>`
  const of51 = { source: 'quay-gazette', value: 'https://t.example/?p=51' }

  it('of Polylang, by the term of their group or by its description', async () => {
    const byTerm = post(51, { more: language('en') + group }) + post(52, { more: language('cy') + group })
    const byText = `${term('post_translations', 'pll_1', 'a:2:{s:2:"en";i:51;s:2:"cy";i:52;}')}${post(51, { more: language('en') })}${post(52, { more: language('cy') })}`
    for (const inner of [byTerm, byText]) {
      const [first, second] = await read(wxr(inner))
      expect(first).toMatchObject({ language: 'en' })
      expect(first).not.toHaveProperty('translationOf')
      expect(second).toMatchObject({ language: 'cy', translationOf: of51 })
    }
  })

  it('are under the source that is given', async () => {
    const [, second] = await read(wxr(post(51, { more: group }) + post(52, { more: group })), { source: 'cms' })
    expect(second).toMatchObject({ translationOf: { ...of51, source: 'cms' } })
  })

  it('say their language by its locale, where the slug means another', async () => {
    const inner = term('language', 'br', 'a:1:{s:6:"locale";s:5:"pt_BR";}') + post(51, { more: language('br') })
    expect(await read(wxr(inner))).toMatchObject([{ language: 'pt-BR' }])
  })

  it.each([
    ['_icl_lang_duplicate_of', '51'],
    ['_original_post', 'https://t.example/?p=51'],
  ])('that name their original, by %s', async (key, value) => {
    const made = post(52, { meta: { [key]: value, _wpml_import_language_code: 'cy' } })
    for (const inner of [post(51) + made, made + post(51)]) {
      const items = await read(wxr(inner))
      expect(items.find((item) => item['url'] === 'https://t.example/post-52/')).toMatchObject({
        language: 'cy',
        translationOf: of51,
      })
    }
  })

  it('of WPML’s exporter, by their group', async () => {
    const meta = { _wpml_import_translation_group: '77' }
    expect((await read(wxr(post(51, { meta }) + post(52, { meta }))))[1]).toMatchObject({ translationOf: of51 })
  })
})

describe('several languages in one post', () => {
  it.each([
    ['[:en]Ferry returns[:fr]Le bac revient[:]', '[:en]<p>Back.</p>[:fr]<p>De retour.</p>[:]'],
    [
      '<!--:en-->Ferry returns<!--:--><!--:fr-->Le bac revient<!--:-->',
      '<!--:en-->Back.<!--:--><!--:fr-->De retour.<!--:-->',
    ],
    ['{:fr}Le bac revient{:}{:en}Ferry returns{:}', '{:fr}De retour.{:}{:en}Back.{:}'],
  ])('%s are an article each, and the site’s own is the first', async (title, content) => {
    const items = await read(wxr(post(1, { title, content }), { title: '[:en]Two Shores[:fr]Deux Rives[:]' }))
    expect(items).toMatchObject([
      {
        externalId: 'https://t.example/?p=1',
        headline: 'Ferry returns',
        language: 'en-GB',
        body: { html: '<p>Back.</p>' },
        publisher: { name: 'Two Shores' },
      },
      {
        externalId: 'https://t.example/?p=1#fr',
        headline: 'Le bac revient',
        language: 'fr',
        body: { html: '<p>De retour.</p>' },
        translationOf: { source: 'two-shores', value: 'https://t.example/?p=1' },
      },
    ])
    expect(items[1]).not.toHaveProperty('url')
    expect(items).toHaveLength(2)
  })

  it('what stands outside is in each, and terms keep one name', async () => {
    const more = '<category domain="category" nicename="sea">[:en]Sea[:fr]Mer[:]</category>'
    const items = await read(wxr(post(1, { title: 'One title', content: 'Both. [:en]A[:fr]B[:] Too.', more })))
    expect(items).toMatchObject([
      { headline: 'One title', body: { html: '<p>Both. A Too.</p>' }, topics: [{ name: 'Sea' }] },
      { headline: 'One title', body: { html: '<p>Both. B Too.</p>' }, topics: [{ name: 'Sea' }] },
    ])
  })

  it('a title in several languages over one text is that of the site', async () => {
    expect(await read(wxr(post(1, { title: '[:fr]Le bac[:en]Ferry[:]', content: 'Words.' })))).toMatchObject([
      { headline: 'Ferry' },
    ])
  })
})

describe('an export in parts', () => {
  const texts = [
    wxr(picture(2701) + post(1, { meta: { _thumbnail_id: '2701' } })),
    wxr(post(2, { meta: { _thumbnail_id: '2701' }, more: '<dc:creator>ann</dc:creator>' })),
    wxr(
      '<wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>',
    ),
    wxr(post(2, { meta: { _thumbnail_id: '2701' } }), { site: 'https://other.example' }),
    'no export',
  ]

  it('has its pictures and authors in all of them, and none of another site', async () => {
    using prepared = await prepareWxr(texts.map((text, index) => ({ open: opening(text), fileName: `part ${index}` })))
    const items = async (index: number): Promise<Record<string, unknown>[]> => {
      const found: Record<string, unknown>[] = []
      for await (const item of prepared.reader(index)(opening(texts[index] ?? ''), { fileName: 'x' }))
        found.push(flat(item))
      return found
    }
    expect(await items(0)).toMatchObject([{ image: { url: 'https://t.example/pic2701.jpg' } }])
    expect(await items(1)).toMatchObject([
      { image: { url: 'https://t.example/pic2701.jpg' }, authors: [{ name: 'Ann Lee' }] },
    ])
    expect((await items(3))[0]).not.toHaveProperty('image')
    await expect(items(4)).rejects.toThrow('part 4 is not a WordPress export')
  })

  it('that is alone says which picture it lacks', async () => {
    expect(await read(texts[1] ?? '')).toMatchObject([{ notes: ['image'] }])
  })
})

describe('bytes', () => {
  it('zeros and other control characters do not make an export binary, nor stay in it', async () => {
    const text = wxr(post(1, { title: 'Prices \u0011rise', content: '<p>One.\0 Two\u0010.</p>' }))
    expect(detectFormat(Buffer.from(text), 'x')).toBe('wxr')
    expect(await read(text)).toMatchObject([{ headline: 'Prices rise', body: { html: '<p>One. Two.</p>' } }])
  })

  it('many zeros do', () => {
    expect(() => detectFormat(Buffer.from(`<rss>${'\0a'.repeat(500)}`), 'x')).toThrow('binary')
  })
})
