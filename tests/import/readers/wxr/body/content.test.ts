import { describe, expect, it } from 'vitest'
import { bodyOf, figure, picture, post, read, wxr } from '../export.ts'

describe('galleries', () => {
  it.each([
    ['[gallery ids="301,302" link="none"]', [301, 302]],
    ['[gallery include="302,301"]', [302, 301]],
    ["[gallery ids='302']", [302]],
    ['[gallery]', [303, 304]],
    ['[gallery columns="2" exclude="303"]', [304]],
    ['[gallery id="32"]', [305]],
    ['<p>[gallery ids="301"]</p>', [301]],
    ['[vc_gallery images="301,302"]', [301, 302]],
    ['[vc_single_image image="301"]', [301]],
    ['<!-- wp:gallery {"ids":[301,302]} /-->', [301, 302]],
    ['<!-- wp:gallery {"ids":[301]} --><figure class="wp-block-gallery"></figure><!-- /wp:gallery -->', [301]],
    ['<!-- wp:shortcode -->\n[gallery ids="301"]\n<!-- /wp:shortcode -->', [301]],
  ])('%s shows its pictures at its place, wherever they stand in the export', async (written, ids) => {
    const pictures =
      [301, 302].map((id) => picture(id)).join('') +
      picture(304, 31, { more: '<wp:menu_order>2</wp:menu_order>' }) +
      picture(303, 31) +
      picture(305, 32)
    const html = String(await bodyOf(wxr(`${post(31, { content: `Before.\n\n${written}\n\nAfter.` })}${pictures}`)))
    const found = [...html.matchAll(/<figure><img src="https:\/\/t\.example\/pic(\d+)\.jpg"/g)].map(([, id]) =>
      Number(id),
    )
    expect(found).toEqual(ids)
    for (const id of ids) expect(html).toContain(figure(id))
    expect(html.indexOf('Before.')).toBeLessThan(html.indexOf('<img'))
    expect(html.indexOf('After.')).toBeGreaterThan(html.lastIndexOf('<img'))
  })

  it('with no picture in the export are counted', async () => {
    const [item] = await read(wxr(post(1, { content: 'Words.\n\n[gallery ids="9"]' })))
    expect(item?.['notes']).toEqual(['body'])
  })

  it('take no sounds and documents for pictures; a playlist links to its files', async () => {
    const sound = post(7, {
      type: 'attachment',
      status: 'inherit',
      title: 'Speech',
      more: '<wp:attachment_url>https://t.example/a.mp3</wp:attachment_url>',
      parent: 1,
    })
    expect(await bodyOf(wxr(post(1, { content: 'A\n\n[gallery]' }) + sound))).toBe('<p>A</p>')
    expect(await bodyOf(wxr(post(1, { content: 'A\n\n[playlist ids="7"]' }) + sound))).toContain(
      '<li><a href="https://t.example/a.mp3">Speech</a></li>',
    )
  })
})

describe('footnotes', () => {
  const notes = '[{"content":"From the <em>ledger</em>.","id":"a"},{"content":"See above.","id":"b"}]'

  it('of WordPress end the text', async () => {
    const content =
      '<!-- wp:paragraph -->\n<p>Risen.<sup data-fn="a" class="fn"><a href="#a">1</a></sup></p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->'
    expect(await bodyOf(wxr(post(1, { content, meta: { footnotes: notes } })))).toMatch(
      /1<\/a><\/sup><\/p>\s*<ol><li>From the <em>ledger<\/em>\.<\/li><li>See above\.<\/li><\/ol>$/,
    )
  })

  it('that only the theme has a place for, too', async () => {
    const content =
      '<!-- wp:paragraph -->\n<p>Risen.<sup data-fn="a"><a href="#a">1</a></sup></p>\n<!-- /wp:paragraph -->'
    expect(await bodyOf(wxr(post(1, { content, meta: { footnotes: notes } })))).toContain('<li>See above.</li>')
  })

  it('that are damaged are none', async () => {
    expect(
      await bodyOf(
        wxr(
          post(1, {
            content: '<!-- wp:paragraph -->\n<p>A</p>\n<!-- /wp:paragraph -->\n<!-- wp:footnotes /-->',
            meta: { footnotes: '[{"con' },
          }),
        ),
      ),
    ).toBe('<p>A</p>')
  })
})

describe('reusable blocks', () => {
  const block = (id: number, content: string, status = 'publish'): string =>
    post(id, { type: 'wp_block', content, status })
  const uses = (ref: number): string =>
    `<!-- wp:paragraph -->\n<p>A</p>\n<!-- /wp:paragraph -->\n<!-- wp:block {"ref":${ref}} /-->`

  it('stand where the post refers to them, with what they refer to', async () => {
    const inner = `${block(5, `<!-- wp:paragraph -->\n<p>Shared.</p>\n<!-- /wp:paragraph -->\n<!-- wp:block {"ref":6} /-->`)}${block(6, '[gallery ids="301"]')}`
    expect(await bodyOf(wxr(post(1, { content: uses(5) }) + inner + picture(301)))).toBe(
      `<p>A</p>\n<p>Shared.</p>\n${figure(301)}`,
    )
  })

  it('that are drafts, gone, or in themselves are left out and counted', async () => {
    for (const other of [block(5, 'Secret.', 'draft'), '', block(5, uses(5))]) {
      const [item] = await read(wxr(post(1, { content: uses(5) }) + other))
      expect(JSON.stringify(item?.['body'])).not.toContain('Secret')
      expect(item?.['notes']).toContain('body')
    }
  })
})

describe('for members only', () => {
  it.each([
    [{ content: 'A [restrict]B[/restrict]' }],
    [{ meta: { _jetpack_newsletter_access: 'paid_subscribers' } }],
    [{ meta: { _members_access_role: 'subscriber' } }],
    [{ content: '<!-- wp:jetpack/paywall --><!-- /wp:jetpack/paywall -->\n<p>B</p>' }],
  ])('%j is not free', async (fields) => {
    expect((await read(wxr(post(1, fields))))[0]).toMatchObject({ isAccessibleForFree: false })
  })

  it('what is for everybody is free', async () => {
    const [item] = await read(wxr(post(1, { meta: { _jetpack_newsletter_access: 'everybody' } })))
    expect(item).not.toHaveProperty('isAccessibleForFree')
  })
})
