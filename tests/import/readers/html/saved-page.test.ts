import { describe, expect, it } from 'vitest'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'

const text = [
  'The council met on Tuesday and agreed to look at the plan again before the winter, when the new budget is due and the harbour has to be dredged.',
  'A second reading is set for the spring. Residents of the north quay have asked for longer talks and for a public hearing in the old hall.',
  'The mayor said that nothing had been decided and that the figures would be made public in full by the end of the month.',
]
const paragraphs = text.map((one) => `<p>${one}</p>`).join('')
const page = (front: string, body = '', head = ''): string =>
  `${front}<html lang="en"><head><meta charset="utf-8"><title>Quay reopens | Quay News</title><meta property="article:published_time" content="2026-10-02T07:00:00Z">${head}</head><body><main><article><h1>Quay reopens</h1>${body}${paragraphs}</article></main></body></html>`
const read = (html: string) => readHtmlPage(html, { fileName: 'a.html' }).input
const all = (html: string): string => JSON.stringify(read(html))

describe('what stands in front of a page costs nothing', () => {
  it.each([
    '<br />\n<b>Warning</b>: include(/srv/x.php): failed to open stream in <b>/srv/index.php</b> on line <b>3</b><br />\n<!DOCTYPE html>',
    'Notice: Undefined index: q in /srv/index.php on line 12\n<!DOCTYPE html>',
    '<script>var a = "<html>";</script><!DOCTYPE html>',
    '<style>p { color: red }</style>',
    '<!-- cached --><link rel="preload" href="/x.css"><!doctype html>',
    '<p>Fatal error</p>',
    '<!DOCTYPE html><!--[if IE]><html class="ie"><![endif]--><script>1</script>',
    '\ufeff\n\n',
  ])('%s', (front) => {
    const plain = read(page('<!DOCTYPE html>'))
    expect(read(page(front))).toEqual(plain)
    expect(plain).toMatchObject({ headline: 'Quay reopens', datePublished: '2026-10-02T07:00:00Z' })
  })
})

describe('a page that was saved', () => {
  const url = 'https://quay.example/2026/10/02/news/quay-reopens/'

  it.each([
    `<!DOCTYPE html>\n<!-- saved from url=(0050)${url} -->\n`,
    `<!-- Page saved with SingleFile \n url: ${url} \n saved date: Fri Oct 02 2026 -->`,
    `<!-- Saved from ${url} at 2026-10-02T09:00:00Z using monolith v2.8.3 -->`,
    `<!-- Mirrored from quay.example/2026/10/02/news/quay-reopens/ by HTTrack Website Copier/3.x -->`,
  ])('knows its address: %s', (front) => {
    expect(read(page(front))).toMatchObject({ url })
    expect(read(page(front, '', '<link rel="canonical" href="https://quay.example/news/1">'))).toMatchObject({
      url: 'https://quay.example/news/1',
    })
  })

  it.each(['about:internet', 'file:///C:/quay.html'])('from %s has none', (from) => {
    expect(read(page(`<!-- saved from url=(0014)${from} -->`)).url).toBeNull()
  })

  it('has its pictures where the site has them, and none from a disk', () => {
    const body =
      '<figure><img src="./Quay reopens_files/lead.jpg" srcset="https://quay.example/img/lead-600.jpg 600w, https://quay.example/img/lead-1200.jpg 1200w" width="1200" height="800" alt="The quay"></figure><p><img src="Quay_files/inside.jpg" srcset="Quay_files/inside-2.jpg 2x" alt="Inside"> The old hall.</p>'
    const html = page(`<!DOCTYPE html>\n<!-- saved from url=(0050)${url} -->\n`, body)
    expect(all(html)).not.toContain('_files/')
    expect(all(html)).toContain('https://quay.example/img/lead-1200.jpg')
  })
})

describe('a page of a web archive', () => {
  const archive = (prefix: string): string =>
    page(
      '<!DOCTYPE html>',
      `<p class="byline">By <a href="${prefix}/https://mill.example/by/ines">Ines Moreau</a></p>`,
      `<link rel="canonical" href="${prefix}/https://mill.example/news/mill-reopens"><meta property="og:image" content="${prefix}/https://mill.example/img/mill.jpg">`,
    )
      .replace(
        '</article>',
        `<p>See <a href="${prefix}/https://mill.example/plan">the plan</a> and <img src="${prefix.replace(/(\d{14})$/, '$1im_')}/https://mill.example/img/inside.jpg" alt="Inside">.</p></article>`,
      )
      .replace(
        '<body>',
        `<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><p>The Wayback Machine - ${prefix}/https://mill.example/</p><span>12 captures</span></div><!-- END WAYBACK TOOLBAR INSERT -->`,
      )

  it.each([
    'https://web.archive.org/web/20190502101010',
    '//web.archive.org/web/20190502101010',
    '/web/20190502101010',
    'https://arquivo.pt/wayback/20190502101010',
    'https://webarchive.nationalarchives.gov.uk/ukgwa/20190502101010',
    'https://wayback.archive-it.org/123/20190502101010',
    'https://archive.ph/o/AbCdE',
  ])('%s is read as its site had it', (prefix) => {
    const html = archive(prefix)
    expect(read(html)).toMatchObject({
      url: 'https://mill.example/news/mill-reopens',
      image: { url: 'https://mill.example/img/mill.jpg' },
    })
    expect(all(html)).not.toMatch(/archive|arquivo|captures|20190502101010/)
    expect(all(html)).toContain('https://mill.example/plan')
  })
})
