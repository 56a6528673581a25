import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { BodyInput } from '../../../../schema/models.ts'
import { normalise } from '../../../../src/import/normalise/normalise.ts'
import { articleInput } from '../../readers/articles.ts'
import { markdownPayloads, xssPayloads } from './xss-payloads.ts'

const allowedAttributes = new Set(
  'href title src alt width height cite datetime start colspan rowspan scope'.split(' '),
)

/** Everything in HTML that could run: elements and attributes that do more than show, and addresses that are not of pages. */
function dangersOf(html: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  return [...document.querySelectorAll('body *')].flatMap((element) => [
    ...(/^(?:script|style|svg|math|iframe|object|embed|form|input|button|template|link|meta|base|video|audio)$/i.test(
      element.localName,
    )
      ? [element.localName]
      : []),
    ...[...element.attributes].flatMap(({ name, value }) => {
      if (!allowedAttributes.has(name)) return [`${element.localName} ${name}`]
      const isAddress = /^(?:href|src|cite)$/.test(name)
      return isAddress && !/^(?:https?:\/\/|mailto:)/.test(value) ? [`${name}=${value}`] : []
    }),
  ])
}

function cleaned(body: BodyInput): string {
  const result = normalise(articleInput('xss', { url: 'https://page.example/story', body }))
  return 'article' in result ? (result.article.body?.html ?? '') : ''
}

describe('of a body nothing runs', () => {
  test.each(xssPayloads)('%j', (html) => {
    const clean = cleaned({ html: `<p>before</p>${html}<p>after</p>` })
    expect(dangersOf(clean)).toEqual([])
    // NUL is refused as a whole
    expect(clean.startsWith('<p>before')).toBe(!html.includes('\0'))
    // what is clean stays as it is
    expect(cleaned({ html: clean })).toBe(clean)
  })

  test.each(markdownPayloads)('%j, as Markdown', (markdown) => {
    expect(dangersOf(cleaned({ markdown }))).toEqual([])
  })

  test('there are enough of them, and without the sanitiser they would be found', () => {
    expect(xssPayloads.length).toBeGreaterThanOrEqual(60)
    expect(xssPayloads.filter((html) => dangersOf(html).length > 0).length).toBeGreaterThan(60)
  })
})
