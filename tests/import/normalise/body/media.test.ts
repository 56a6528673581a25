import { describe, expect, it } from 'vitest'
import { body } from '../../../../src/import/normalise/body/body.ts'
import { Problems } from '../../../../src/import/normalise/problems.ts'
import { cpuMs } from '../../../support/cpu-time.ts'

const clean = (html: string, base: string | null = 'https://t.example/news/story/'): string =>
  body({ html }, base, [], new Problems())?.html ?? ''
const link = (url: string, words = url): string => `<p><a href="${url}">${words}</a></p>`
/** The addresses of the pictures in a body. */
const pictures = (html: string): string[] =>
  [...clean(html).matchAll(/<img\b[^>]*\ssrc="([^"]*)"/g)].map(([, url]) => url ?? '')

describe('players and embedded pages', () => {
  it.each([
    [
      '<iframe src="https://v.example/embed/1" title="The vote"></iframe>',
      link('https://v.example/embed/1', 'The vote'),
    ],
    ['<iframe src="//v.example/1">Your browser is old.</iframe>', link('https://v.example/1')],
    ['<iframe data-src="/chart/1" src="about:blank"></iframe>', link('https://t.example/chart/1', '/chart/1')],
    [
      '<video controls src="https://t.example/a.mp4" poster="p.jpg"><a href="x">Get it</a></video>',
      link('https://t.example/a.mp4'),
    ],
    [
      '<video><source src="a.webm"><source src="a.mp4"><track src="a.vtt"></video>',
      link('https://t.example/news/story/a.webm', 'a.webm'),
    ],
    [
      '<audio controls><source src="https://t.example/a.mp3" type="audio/mpeg"></audio>',
      link('https://t.example/a.mp3'),
    ],
    [
      '<object data="https://t.example/a.pdf" type="application/pdf"><p>No</p></object>',
      link('https://t.example/a.pdf'),
    ],
    [
      '<object><param name="wmode" value="x"><param name="movie" value="https://t.example/v/1"><embed src="https://t.example/v/2"></object>',
      link('https://t.example/v/1'),
    ],
    ['<embed src="https://t.example/v/2">', link('https://t.example/v/2')],
    [
      '<amp-youtube data-videoid="abc123" layout="responsive"></amp-youtube>',
      link('https://www.youtube.com/watch?v=abc123'),
    ],
    ['<lite-youtube videoid="abc123"></lite-youtube>', link('https://www.youtube.com/watch?v=abc123')],
    ['<IFRAME SRC="https://v.example/1"></IFRAME>', link('https://v.example/1')],
    ['<iframe src="https://v.example/1" title="A > B" />', link('https://v.example/1', 'A &gt; B')],
  ])('%s', (html, expected) => {
    expect(clean(html)).toBe(expected)
    expect(clean(`<p>Before.</p>${html}<p>After.</p>`)).toBe(`<p>Before.</p>\n${expected}\n<p>After.</p>`)
  })

  it('stay in their figure, with its caption', () => {
    expect(
      clean(
        '<figure><iframe src="https://v.example/1" title="Vote"></iframe><figcaption>On film</figcaption></figure>',
      ),
    ).toMatch(/^<figure>\s*<a href="https:\/\/v\.example\/1">Vote<\/a>\s*<figcaption>On film<\/figcaption><\/figure>$/)
  })

  it.each([
    '<iframe src="https://ads.doubleclick.net/1"></iframe>',
    '<iframe src="https://www.googletagmanager.com/ns.html?id=1" height="0" width="0"></iframe>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>',
    '<iframe src="about:blank"></iframe>',
    '<iframe srcdoc="<p>x</p>"></iframe>',
    '<video src="blob:https://t.example/1"></video>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe></iframe>',
  ])('%s goes', (html) => {
    expect(clean(`<p>A</p>${html}`)).toBe('<p>A</p>')
  })

  it('that are not closed take nothing with them', () => {
    expect(clean('<p>A</p><iframe src="https://v.example/1"><p>B</p>')).toBe(
      `<p>A</p>\n${link('https://v.example/1')}\n<p>B</p>`,
    )
  })

  it('by the hundred thousand take no time to speak of', () => {
    const started = cpuMs()
    for (const text of [
      '<iframe ',
      '<iframe>',
      '<IFRAME></IFRAME>',
      '<video src="',
      "<audio '",
      '<embed>',
      '<object><video>',
    ])
      clean(text.repeat(60_000))
    expect(cpuMs() - started).toBeLessThan(30_000)
  })
})

describe('lazy pictures', () => {
  const blank = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

  it.each([
    `<img src="${blank}" data-src="https://t.example/a.jpg" alt="A">`,
    `<img src="${blank}" data-lazy-src="https://t.example/a.jpg" alt="A">`,
    '<img data-original="https://t.example/a.jpg" src="/img/loading.gif" alt="A">',
    '<img data-srcset="https://t.example/b.jpg 300w, https://t.example/a.jpg 900w" alt="A">',
    '<img src="/blank.gif" srcset="https://t.example/b.jpg 1x, https://t.example/a.jpg 2x" alt="A">',
    `<img src="${blank}" alt="A"><noscript><img src="https://t.example/a.jpg" alt="A"></noscript>`,
    `<img src="${blank}" data-src="https://t.example/a.jpg" alt="A"><noscript><img src="https://t.example/a-300x200.jpg" alt="A"></noscript>`,
    `<picture><source srcset="https://t.example/a.jpg 900w"><img src="${blank}" alt="A"></picture>`,
    '<img src="https://t.example/a.jpg" srcset="https://t.example/b.jpg 300w" alt="A">',
    '<img nitro-lazy-src="https://t.example/a.jpg" alt="A">',
    '<amp-img src="https://t.example/a.jpg" alt="A"></amp-img>',
  ])('%s is the real one, once', (html) => {
    expect(pictures(html)).toEqual(['https://t.example/a.jpg'])
  })

  it('are resolved against the page of the article', () => {
    expect(pictures('<img data-src="../a.jpg" alt="A">')).toEqual(['https://t.example/news/a.jpg'])
  })

  it('two different ones stay two', () => {
    expect(pictures('<img src="https://t.example/a.jpg"><img src="https://t.example/b.jpg">')).toHaveLength(2)
  })
})

describe('pictures that count readers', () => {
  it.each([
    '<img src="https://t.example/x" width="1" height="1">',
    '<img src="https://t.example/x" style="width:1px; height:1px">',
    '<img src="https://pixel.wp.com/b.gif?host=x">',
    '<img src="https://stats.t.example/b.gif">',
    '<img src="http://feeds.feedburner.com/~r/x/~4/abc">',
    '<img src="https://www.facebook.com/tr?id=1&ev=PageView">',
    '<img src="https://sb.scorecardresearch.com/p?c1=2">',
    '<img src="/img/spacer.gif">',
  ])('%s go', (html) => {
    expect(clean(`<p>A</p>${html}`)).toBe('<p>A</p>')
  })

  it.each([
    'https://pixel.nymag.com/imgs/a.jpg',
    'https://t.example/pixel-phone.jpg',
    'https://t.example/counter-culture.jpg',
    'https://b.thumbs.example/a.jpg',
  ])('%s stays', (url) => {
    expect(pictures(`<img src="${url}" alt="A" style="border-width: 1px">`)).toEqual([url])
  })
})
