import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { cutText } from '../../schema/summary.ts'
import { htmlToMarkdown } from '../../src/loaders/html-to-markdown.ts'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, site, type World } from '../support/world.ts'

let world: World

const html = `<p>Fish &amp; chips cost 5&nbsp;€, "really" &lt;cheap&gt;. See <a href="https://other.example/menu?a=1&amp;b=2">the menu</a>.</p>
<ul><li>Cod</li><li>Plaice <em>or</em> sole</li></ul><ol><li>Wash</li><li>Fry</li></ol>
<blockquote><p>Salt first.</p><p>Then vinegar.</p></blockquote>
<h2>After</h2><p>Line one<br>line two with <strong>weight</strong>.</p><script>alert(1)</script>`

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ['chips', { body: { html } }],
    ['arabic', { language: 'ar', body: { html: '<p dir="rtl">السفينة <b>وصلت</b> إلى الميناء.</p><p>غدًا تبحر.</p>' } }],
    ['markdown', { body: { markdown: '# Title\n\nA *word* and a [link](https://other.example/).\n\n- one\n- two' } }],
    ['plain', { body: { plainText: 'First <b>line</b> & more.\n\nSecond paragraph.' } }],
    ['paid', { isAccessibleForFree: false, body: { plainText: 'For subscribers.' } }],
    ['empty', { body: null }],
    ['linking', { body: { html: `<p><a href="${site}/chips">Chips</a> and <a href="/plain">plain</a></p>` } }],
  )
})

const bodyOf = async (slug: string, as: TestCaller = {}) => {
  const html = '{ article(by: { slug: "SLUG" }) { body } }'.replace('SLUG', slug)
  const markdown = html.replace('body', 'body(format: MARKDOWN)')
  const text = html.replace('body', 'body(format: PLAIN_TEXT)')
  const [first, second, third] = [
    await world.both(html, {}, as),
    await world.both(markdown, {}, as),
    await world.both(text, {}, as),
  ]
  const all = await world.both(
    '{ article(by: { slug: "SLUG" }) { html: body markdown: body(format: MARKDOWN) text: body(format: PLAIN_TEXT) } }'.replace(
      'SLUG',
      slug,
    ),
    {},
    as,
  )
  const single = { html: first.article.body, markdown: second.article.body, text: third.article.body }
  expect(all.article).toEqual(single)
  return single
}

describe('a body in three formats from one tree', () => {
  test('lists, quotes, links, headings, breaks and entities', async () => {
    expect(await bodyOf('chips')).toMatchInlineSnapshot(`
      {
        "html": "<p>Fish &amp; chips cost 5 €, "really" &lt;cheap&gt;. See <a href="https://other.example/menu?a=1&amp;b=2">the menu</a>.</p>
      <ul><li>Cod</li><li>Plaice <em>or</em> sole</li></ul>
      <ol><li>Wash</li><li>Fry</li></ol>
      <blockquote><p>Salt first.</p>
      <p>Then vinegar.</p>
      </blockquote>
      <h2>After</h2>
      <p>Line one<br />line two with <strong>weight</strong>.</p>",
        "markdown": "Fish & chips cost 5 €, "really" \\<cheap>. See [the menu](https://other.example/menu?a=1&b=2).

      -   Cod
      -   Plaice *or* sole

      1.  Wash
      2.  Fry

      > Salt first.
      > 
      > Then vinegar.

      ## After

      Line one  
      line two with **weight**.",
        "text": "Fish & chips cost 5 €, "really" <cheap>. See the menu.

      Cod

      Plaice or sole

      Wash

      Fry

      Salt first.

      Then vinegar.

      After

      Line one
      line two with weight.",
      }
    `)
  })

  test('what is text in HTML stays text in Markdown', () => {
    expect(
      htmlToMarkdown('<p>&lt;img src=x onerror=alert(1)&gt; &amp;lt; A&amp;B *no* [x](y)</p><p>&gt; 1. #</p>'),
    ).toBe('\\<img src=x onerror=alert(1)> \\&lt; A&B \\*no\\* \\[x\\](y)\n\n\\> 1. #')
  })

  test('text that runs from right to left', async () => {
    expect(await bodyOf('arabic')).toMatchInlineSnapshot(`
      {
        "html": "<p>السفينة <strong>وصلت</strong> إلى الميناء.</p>
      <p>غدًا تبحر.</p>",
        "markdown": "السفينة **وصلت** إلى الميناء.

      غدًا تبحر.",
        "text": "السفينة وصلت إلى الميناء.

      غدًا تبحر.",
      }
    `)
  })

  test('what came as Markdown or as plain text is HTML too', async () => {
    expect(await bodyOf('markdown')).toMatchInlineSnapshot(`
      {
        "html": "<h2>Title</h2>
      <p>A <em>word</em> and a <a href="https://other.example/">link</a>.</p>
      <ul>
      <li>one</li>
      <li>two</li>
      </ul>",
        "markdown": "## Title

      A *word* and a [link](https://other.example/).

      -   one
      -   two",
        "text": "Title

      A word and a link.

      one

      two",
      }
    `)
    expect(await bodyOf('plain')).toMatchInlineSnapshot(`
      {
        "html": "<p>First &lt;b&gt;line&lt;/b&gt; &amp; more.</p>
      <p>Second paragraph.</p>",
        "markdown": "First \\<b>line\\</b> & more.

      Second paragraph.",
        "text": "First <b>line</b> & more.

      Second paragraph.",
      }
    `)
  })

  test('links to articles that the gateway holds stay plain links', async () => {
    expect((await bodyOf('linking')).html).toBe(
      `<p><a href="${site}/chips">Chips</a> and <a href="${site}/plain">plain</a></p>`,
    )
  })

  test('a body that is not free needs the scope CONTENT_BODY; all else of the article does not', async () => {
    const none = { html: null, markdown: null, text: null }
    expect(await bodyOf('paid')).toEqual(none)
    expect(await bodyOf('paid', { scopes: ['CONTENT_READ', 'CONTENT_BODY'] })).toEqual({
      html: '<p>For subscribers.</p>',
      markdown: 'For subscribers.',
      text: 'For subscribers.',
    })
    expect(await bodyOf('empty', { scopes: ['CONTENT_READ', 'CONTENT_BODY'] })).toEqual(none)
    const { article } = await world.both(
      '{ article(by: { slug: "paid" }) { headline isAccessibleForFree wordCount readingTimeMinutes } }',
    )
    expect(article).toEqual({
      headline: 'Headline of paid',
      isAccessibleForFree: false,
      wordCount: 2,
      readingTimeMinutes: 1,
    })
  })

  test('minutes of reading follow from the words', async () => {
    const words = (count: number): string => Array(count).fill('word').join(' ')
    await world.save(
      ['words-344', { body: { plainText: words(344) } }],
      ['words-345', { body: { plainText: words(345) } }],
    )
    const query = `{ short: article(by: { slug: "words-344" }) { wordCount readingTimeMinutes }
      long: article(by: { slug: "words-345" }) { wordCount readingTimeMinutes } none: article(by: { slug: "empty" }) { wordCount readingTimeMinutes } }`
    expect(await world.both(query)).toEqual({
      short: { wordCount: 344, readingTimeMinutes: 1 },
      long: { wordCount: 345, readingTimeMinutes: 2 },
      none: { wordCount: 0, readingTimeMinutes: 1 },
    })
  })
})

describe('a summary', () => {
  const summaryOf = async (slug: string, maxLength: number | null): Promise<string | null> =>
    (
      await world.both('query ($slug: String, $n: Int) { article(by: { slug: $slug }) { summary(maxLength: $n) } }', {
        slug,
        n: maxLength,
      })
    ).article.summary

  test('is the supplied one, else the beginning of the body, else null', async () => {
    await world.save(
      ['supplied', { summary: 'In short.', body: { plainText: 'At length.' } }],
      ['begun', { body: { html: '<p>The first sentence. The second one.</p><p>The third.</p>' } }],
    )
    expect(await summaryOf('supplied', 280)).toBe('In short.')
    expect(await summaryOf('begun', 280)).toBe('The first sentence. The second one. The third.')
    expect(await summaryOf('empty', 280)).toBe(null)
  })

  test('ends with a sentence, or at a word with an ellipsis', async () => {
    expect(await summaryOf('begun', 40)).toBe('The first sentence. The second one.')
    expect(await summaryOf('begun', 30)).toBe('The first sentence.')
    expect(await summaryOf('begun', 15)).toBe('The first…')
    expect(await summaryOf('begun', null)).toBe('The first sentence. The second one. The third.')
  })

  test('does not give a body away that is not free', async () => {
    expect(await summaryOf('paid', 1_000)).toBeNull()
  })

  test('takes 1 to 1,000 units', async () => {
    for (const maxLength of [0, -1, 1_001]) {
      const { errors } = await world.ask(`{ article(by: { slug: "begun" }) { summary(maxLength: ${maxLength}) } }`)
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    }
    expect(await summaryOf('begun', 1)).toBe('…')
  })

  test('of any text and length stays within it, and never ends inside a character', () => {
    const grapheme = fc.constantFrom(
      'a',
      ' ',
      '. ',
      'é',
      'e\u0301',
      '👩‍👩‍👧',
      '🇮🇹',
      '𝒳',
      '漢',
      'ا',
      '\u200d',
      '😀',
      '!',
      '\n',
    )
    const text = fc.oneof(
      fc.array(grapheme, { maxLength: 120 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    )
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 300 }), (whole, maxLength) => {
        const cut = cutText(whole, maxLength)
        expect(cut.length).toBeLessThanOrEqual(maxLength)
        expect(cut.isWellFormed()).toBe(true)
        if (whole.length <= maxLength) expect(cut).toBe(whole)
        const kept = cut.endsWith('…') ? cut.slice(0, -1) : cut
        expect(whole.startsWith(kept)).toBe(true)
        const ends = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(whole)].map(
          ({ index }) => index,
        )
        expect([...ends, whole.length, 0]).toContain(kept.length)
      }),
      { numRuns: 500 },
    )
  })
})
