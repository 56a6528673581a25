import { describe, expect, test } from 'vitest'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'
import { paragraphs } from './a-page.ts'

const [one = '', two = '', three = ''] = paragraphs
const p = (text: string): string => `<p>${text}</p>`
const all = paragraphs.map(p).join('')

/** The text of a page with this body, one line. */
function bodyOf(html: string, lang = 'en'): string {
  const { input } = readHtmlPage(
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Ferry is back at last | Paper</title><link rel="canonical" href="https://paper.example/news/ferry"></head><body>${html}</body></html>`,
    { fileName: 'x.html' },
  )
  return (input.body?.html ?? input.body?.plainText ?? '')
    .replace(/<\/?(?:a|b|em|strong|span)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const h1 = '<h1>Ferry is back at last</h1>'
const article = (inner: string, name = 'entry-content'): string =>
  `<main><article>${h1}<div class="${name}">${inner}</div></article></main>`

// Parts of a text that look like what stands around it.
describe('keeps', () => {
  test.for<[string, string, string[]]>([
    ['a short first sentence', article(`${p('It rained.')}${all}`), ['It rained.']],
    ['a dateline in a paragraph of its own', article(`${p('HARBOUR, Tuesday —')}${all}`), [one]],
    ['a short last sentence', article(`${all}${p('Nobody laughed.')}`), ['Nobody laughed.']],
    ['a last line without a stop', article(`${all}${p('To be continued')}`), [three]],
    ['a pulled question', article(`${p(one)}<h3>What next?</h3>${p(two)}${p(three)}`), ['What next?']],
    [
      'an interview',
      article(
        `<p><strong>Were you afraid?</strong></p>${p('No.')}<p><strong>And now?</strong></p>${p('Yes, a little.')}${all}`,
      ),
      ['Were you afraid?', 'No.', 'And now?', 'Yes, a little.'],
    ],
    [
      'a list',
      article(`${p(one)}<ul><li>Two boats</li><li>One quay</li></ul>${p(two)}${p(three)}`),
      ['Two boats', 'One quay'],
    ],
    [
      'a list of sources with links',
      article(
        `${all}<h2>The figures</h2><ul><li>Budget: <a href="https://a.example/1">table of the council, with all years</a></li><li>Fares: <a href="https://a.example/2">list of the operator, by zone</a></li></ul>`,
      ),
      ['table of the council', 'list of the operator'],
    ],
    [
      'definitions',
      article(
        `${p(one)}<dl><dt>Length</dt><dd>Forty metres and a half</dd><dt>Speed</dt><dd>Nine knots on a calm day</dd></dl>${p(two)}${p(three)}`,
      ),
      ['Forty metres and a half', 'Nine knots on a calm day'],
    ],
    [
      'a table',
      article(
        `${p(one)}<table><tr><th>Year</th><th>Fares</th></tr><tr><td>2024</td><td>1,200</td></tr><tr><td>2025</td><td>1,400</td></tr></table>${p(two)}${p(three)}`,
      ),
      ['1,400'],
    ],
    [
      'what unfolds',
      article(
        `${p(one)}<details><summary>How it is counted</summary><p>Every passenger is counted twice, at both quays.</p></details>${p(two)}${p(three)}`,
      ),
      ['counted twice'],
    ],
    [
      'a quotation',
      article(
        `${p(one)}<blockquote><p>We waited for the boat all winter.</p><cite>Marla Quist</cite></blockquote>${p(two)}${p(three)}`,
      ),
      ['We waited for the boat all winter.', 'Marla Quist'],
    ],
    [
      'a paragraph that is one long link',
      article(
        `${p(one)}<p><a href="https://a.example/report">The full report of the commission, which runs to four hundred pages, was published the same day and can be read by everybody.</a></p>${p(two)}${p(three)}`,
      ),
      ['The full report of the commission'],
    ],
    [
      'a paragraph with many links',
      article(
        `<p>The <a href="/a">harbour council</a>, the <a href="/b">ferry operator</a> and the <a href="/c">residents of the north quay</a> met.</p>${all}`,
      ),
      ['residents of the north quay'],
    ],
    [
      'a verse',
      article(
        `${p(one)}<p>The boat is late,<br>the tide is low,<br>and nobody knows<br>where ferries go.</p>${p(two)}${p(three)}`,
      ),
      ['the tide is low', 'where ferries go'],
    ],
    [
      'a line of a play',
      article(`${p('SKIPPER: Who is there?')}${p('MATE: The sea.')}${all}`),
      ['SKIPPER: Who is there?', 'MATE: The sea.'],
    ],
    [
      'figures alone',
      article(
        `${p(one)}${p('4,217')}${p('That is how many crossed on the first day, more than in any week before.')}${p(two)}${p(three)}`,
      ),
      ['That is how many'],
    ],
    [
      'times of a live report',
      article(
        `${p('10:30 The first boat leaves the quay with eleven people on it.')}${p('10:45 The second follows, empty, to the surprise of all who watch.')}${all}`,
      ),
      ['10:30 The first boat', '10:45 The second'],
    ],
    [
      'steps of a recipe',
      article(
        `<h2>Ingredients</h2><ul><li>500 g flour</li><li>2 eggs</li></ul><h2>Method</h2><ol><li>Mix it all and wait for an hour.</li><li>Bake it until it is brown.</li></ol>${all}`,
      ),
      ['500 g flour', 'Bake it until it is brown.'],
    ],
    [
      'a correction',
      article(
        `${all}<p><em>Correction: an earlier version of this article gave a wrong year for the first crossing.</em></p>`,
      ),
      ['an earlier version of this article'],
    ],
    [
      'the last heading with its list',
      article(
        `${all}<h2>What changes in May</h2><ul><li>Fares rise by a tenth</li><li>The first boat leaves at six</li></ul>`,
      ),
      ['Fares rise by a tenth'],
    ],
    [
      'a caption',
      article(
        `${p(one)}<figure><img src="/q.jpg" width="800"><figcaption>The quay on Monday morning</figcaption></figure>${p(two)}${p(three)}`,
      ),
      ['The quay on Monday morning'],
    ],
    ['code', article(`${p(one)}<pre><code>ferry --start</code></pre>${p(two)}${p(three)}`), ['ferry --start']],
    [
      'sentences with words that sites use',
      article(`${p('Share prices fell by a tenth when the news came in, and rose again before the evening.')}${all}`),
      ['Share prices fell'],
    ],
  ])('%s', ([, html, wanted]) => {
    const body = bodyOf(html)
    for (const text of [...wanted, one.slice(0, 60), three.slice(0, 60)]) expect(body).toContain(text)
  })
})

// How pages hold their text.
describe('finds the whole text', () => {
  const long = Array.from(
    { length: 12 },
    (_, at) =>
      `Paragraph number ${at + 1} tells how the crossing was kept open, week after week, by people who had never met before that winter.`,
  )
  const ps = long.map(p)
  test.for<[string, string]>([
    ['in divs', article(long.map((text) => `<div>${text}</div>`).join(''))],
    ['between line breaks', article(long.join('<br><br>'))],
    ['between single line breaks', article(long.join('<br>'))],
    [
      'in spans and breaks',
      article(long.map((text) => `<span style="font-size:14px">${text}</span><br/><br/>`).join('')),
    ],
    [
      'in nested sections',
      article(long.map((text) => `<section><div><div><p>${text}</p></div></div></section>`).join(''), 'x1'),
    ],
    [
      'in parts between advertisements',
      article(ps.map((html, at) => (at % 3 === 2 ? `${html}<div class="ad-slot">Advertisement</div>` : html)).join('')),
    ],
    [
      'in parts with a container each',
      `<main>${h1}${ps.map((html) => `<div class="text-block">${html}</div>`).join('<div class="promo">Promo</div>')}</main>`,
    ],
    [
      'in components of a page builder',
      `<main>${h1}${ps.map((html) => `<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">${html}</div></div>`).join('')}</main>`,
    ],
    [
      'in paragraphs of Drupal',
      `<main>${h1}${ps.map((html) => `<div class="paragraph paragraph--type--text paragraph--view-mode--default"><div class="field field--name-field-text">${html}</div></div>`).join('')}</main>`,
    ],
    [
      'behind a first part in another element',
      `<main>${h1}<div class="intro-text">${ps.slice(0, 2).join('')}</div><div class="content-rest">${ps.slice(2).join('')}</div></main>`,
    ],
    [
      'in two halves around a gallery',
      `<main>${h1}<div class="story">${ps.slice(0, 6).join('')}</div><div class="gallery"><img src="/a.jpg"></div><div class="story">${ps.slice(6).join('')}</div></main>`,
    ],
    [
      'half of it behind a button',
      `<main>${h1}<div class="body">${ps.slice(0, 6).join('')}</div><div class="more-content read-more-content">${ps.slice(6).join('')}</div></main>`,
    ],
    [
      'in the cells of a table',
      `<table><tr><td width="150"><a href="/a">Home</a><br><a href="/b">News</a></td><td>${h1}${ps.join('')}</td></tr></table>`,
    ],
    [
      'in one cell between breaks',
      `<table><tr><td><font size="5"><b>Ferry is back at last</b></font><br><br>${long.join('<br><br>')}</td></tr></table>`,
    ],
    ['in a form', `<form id="aspnetForm" action="/x"><div id="content">${h1}${ps.join('')}</div></form>`],
    [
      'in a container that is called after a share',
      `<main>${h1}<div class="content-with-social social-content">${ps.join('')}</div></main>`,
    ],
    [
      'in a page called after its sidebar',
      `<div id="page" class="has-sidebar right-sidebar"><div class="col-8 with-sidebar">${h1}${ps.join('')}</div><div class="sidebar"><p>Weather today: rain.</p></div></div>`,
    ],
    ['in a container for printing', `<main>${h1}<div id="print" class="print">${ps.join('')}</div></main>`],
    ['in a modal that holds the page', `<div class="modal-page modal">${h1}${ps.join('')}</div>`],
    ['in custom elements', `<main>${h1}<article-body><story-text>${ps.join('')}</story-text></article-body></main>`],
    [
      'in paragraphs with numbers for names',
      `<div class="css-1 r-2">${h1}<div class="css-9">${ps.map((html) => `<div class="css-3"><div class="css-4">${html}</div></div>`).join('')}</div></div>`,
    ],
    [
      'in a forum',
      `<main>${h1}<div class="post"><div class="post-author">jane</div><div class="message">${ps.join('')}</div></div></main>`,
    ],
    ['in a list item', `<main>${h1}<ul class="content-list"><li>${ps.join('')}</li></ul></main>`],
    [
      'in a panel of tabs',
      `<main>${h1}<div class="tab-content"><div class="tab-pane active" role="tabpanel">${ps.join('')}</div></div></main>`,
    ],
    ['in an aside of the page', `<main>${h1}<aside class="article">${ps.join('')}</aside></main>`],
    ['in preformatted text', `<main>${h1}<pre>${long.join('\n\n')}</pre></main>`],
    ['in blockquotes', `<main>${h1}${long.map((text) => `<blockquote>${text}</blockquote>`).join('')}</main>`],
    ['in headings', `<main>${h1}<div class="content">${long.map((text) => `<h4>${text}</h4>`).join('')}</div></main>`],
    [
      'in a footer that is none',
      `<main><article>${h1}<footer class="content">${ps.join('')}</footer></article></main>`,
    ],
    ['in bold', article(long.map((text) => `<p><b>${text}</b></p>`).join(''))],
    ['in list items', article(`<ol>${long.map((text) => `<li>${text}</li>`).join('')}</ol>`)],
    [
      'in paragraphs around links',
      article(long.map((text) => `<p><a href="/x">${text.slice(0, 40)}</a>${text.slice(40)}</p>`).join('')),
    ],
    ['in a definition', `<main>${h1}<dl><dd>${ps.join('')}</dd></dl></main>`],
    [
      'in paragraphs that are never closed',
      `<main>${h1}<div class="body">${long.map((text) => `<p>${text}`).join('\n')}</div></main>`,
    ],
    ['under a heading that is no article’s', `<div class="widget"><h2>Text</h2></div>${h1}${ps.join('')}`],
    [
      'in paragraphs marked as advertisements’ places',
      article(long.map((text, at) => `<p class="${at % 2 ? 'ad-anchor' : ''}" data-ad="${at}">${text}</p>`).join('')),
    ],
    [
      'in paragraphs called after what they are',
      article(
        long
          .map(
            (text, at) =>
              `<p class="${['text-1', 'text-2', 'text', 'related-text', 'tools', 'share-text'][at % 6]}">${text}</p>`,
          )
          .join(''),
      ),
    ],
  ])('%s', ([, html]) => {
    const body = bodyOf(html)
    const missing = long.filter((text) => !body.includes(text.slice(0, 60)))
    expect(missing).toEqual([])
  })
})

// Parts that look like other stories, or that open at a click.
describe('keeps of lists and folds', () => {
  const boats = Array.from(
    { length: 6 },
    (_, at) =>
      [
        at,
        `The ${['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][at]} of the boats was built before the war, in a yard that has long been closed, and is still the fastest of them all when the wind blows from the west. Its skipper has never missed a day, and says that he never will.`,
      ] as const,
  )
  const texts = boats.map(([, text]) => text)
  test.for<[string, string]>([
    [
      'items with linked titles',
      article(
        boats
          .map(
            ([at, text]) =>
              `<div class="item"><h3><a href="https://b.example/${at}">Boat ${at}</a></h3><p>${text}</p></div>`,
          )
          .join(''),
      ),
    ],
    [
      'linked titles between paragraphs',
      article(
        boats.map(([at, text]) => `<h3><a href="https://b.example/${at}">Boat ${at}</a></h3><p>${text}</p>`).join(''),
      ),
    ],
    [
      'titles that link to themselves',
      article(
        boats.map(([at, text]) => `<h2 id="b${at}"><a href="#b${at}">Boat ${at}</a></h2><p>${text}</p>`).join(''),
      ),
    ],
    [
      'an accordion',
      article(
        `${all}${boats.map(([at, text]) => `<div class="accordion-item"><button>Boat ${at}</button><div class="accordion-panel" hidden><p>${text}</p></div></div>`).join('')}`,
      ),
    ],
    [
      'the rest behind a button',
      article(`${all}<div class="read-more-content" style="display:none">${texts.map(p).join('')}</div>`),
    ],
    [
      'questions and answers',
      article(
        boats
          .map(
            ([at, text]) =>
              `<div class="faq"><h3>Which is boat ${at}?</h3><div class="faq-answer"><p>${text}</p></div></div>`,
          )
          .join(''),
      ),
    ],
    [
      'many small parts of a page builder',
      `<main>${h1}${Array.from({ length: 10 }, () =>
        texts
          .map(
            (text) =>
              `<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">${p(text)}</div></div>`,
          )
          .join('<div class="elementor-widget elementor-widget-spacer"></div>'),
      )
        .slice(0, 1)
        .join('')}</main>`,
    ],
    [
      'parts of WPBakery',
      `<main>${h1}${texts.map((text) => `<div class="vc_row"><div class="wpb_text_column wpb_content_element widget"><div class="wpb_wrapper">${p(text)}</div></div></div>`).join('')}</main>`,
    ],
    [
      'parts of Divi',
      `<main>${h1}${texts.map((text) => `<div class="et_pb_module et_pb_text"><div class="et_pb_text_inner">${p(text)}</div></div>`).join('')}</main>`,
    ],
    [
      'parts of Squarespace',
      `<main>${h1}${texts.map((text) => `<div class="sqs-block html-block"><div class="sqs-block-content"><div class="sqs-html-content">${p(text)}</div></div></div>`).join('')}</main>`,
    ],
  ])('%s', ([, html]) => {
    const body = bodyOf(html)
    expect(texts.filter((text) => !body.includes(text.slice(0, 60)))).toEqual([])
  })
})
