import { describe, expect, it } from 'vitest'
import { readFeed } from '../../src/import/readers/feed/read-feed.ts'
import { readHtmlPage } from '../../src/import/readers/html/read-html-page.ts'
import { readNdjson } from '../../src/import/readers/ndjson/read-ndjson.ts'
import { readNinjs } from '../../src/import/readers/ninjs/read-ninjs.ts'
import { readPageText } from '../../src/import/readers/page-text/read-page-text.ts'
import { createInputValidator } from '../../src/import/normalise/validate-input.ts'
import { readAll, readOne } from './readers/read-all.ts'

const namespaces = {
  app: 'http://www.w3.org/2007/app',
  pub: 'http://purl.org/atom/app#',
  blogger: 'http://schemas.google.com/blogger/2018',
  wp: 'http://wordpress.org/export/1.2/',
  media: 'http://search.yahoo.com/mrss/',
  yt: 'http://gdata.youtube.com/schemas/2007',
  access: 'http://www.bloglines.com/about/specs/fac-1.0',
  dcterms: 'http://purl.org/dc/terms/',
  activity: 'http://activitystrea.ms/spec/1.0/',
}
const declared = Object.entries(namespaces)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')
const atom = (...entries: string[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${declared} xml:lang="en"><title>Pier</title><id>urn:f</id>${entries
    .map(
      (inner, at) =>
        `<entry><id>urn:${at}</id><title>Entry ${at}</title><published>2025-03-01T08:00:00Z</published><content type="html">Some words of it.</content>${inner}</entry>`,
    )
    .join('')}</feed>`
const rss = (inner: string, channel = ''): string =>
  `<rss version="2.0" ${declared}><channel><title>T</title><language>en</language>${channel}<item><guid>1</guid><title>A</title><description>Some words.</description>${inner}</item></channel></rss>`
const json = (members: object): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    language: 'en',
    items: [{ id: '1', title: 'A', content_text: 'Some words.', ...members }],
  })
const statusOf = async (feed: string): Promise<unknown> => (await readOne(readFeed, feed)).status

describe('a draft in Atom', () => {
  it.each([
    ['<app:control><app:draft>yes</app:draft></app:control>', 'DRAFT'],
    ['<pub:control><pub:draft>yes</pub:draft></pub:control>', 'DRAFT'],
    ['<control xmlns="http://www.w3.org/2007/app"><draft> YES </draft></control>', 'DRAFT'],
    ['<x:control xmlns:x="http://purl.org/atom/app#"><x:draft>perhaps</x:draft></x:control>', 'DRAFT'],
    ['<app:control><app:draft>no</app:draft></app:control>', undefined],
    ['<app:control/>', undefined],
    ['<blogger:status>DRAFT</blogger:status>', 'DRAFT'],
    ['<blogger:status>SOFT_TRASHED</blogger:status>', 'WITHDRAWN'],
    ['<blogger:status>LIVE</blogger:status>', 'PUBLISHED'],
    ['<blogger:status>SCHEDULED</blogger:status>', 'SCHEDULED'],
    ['<yt:private/>', 'DRAFT'],
    ['<access:restriction relationship="deny"/>', 'DRAFT'],
  ])('%s: %s', async (inner, status) => {
    expect(await statusOf(atom(inner))).toBe(status)
  })

  it('beside others is one alone', async () => {
    const items = await readAll(readFeed, atom('', '<app:control><app:draft>yes</app:draft></app:control>', ''))
    expect(items.map((item) => item.kind === 'article' && item.draft.input.status)).toEqual([
      undefined,
      'DRAFT',
      undefined,
    ])
  })
})

describe('what RSS says of an item', () => {
  it.each([
    ['<wp:status>private</wp:status>', 'DRAFT'],
    ['<wp:status>publish</wp:status><wp:post_password>secret</wp:post_password>', 'DRAFT'],
    ['<wp:status>publish</wp:status><wp:post_password/>', 'PUBLISHED'],
    ['<wp:status>trash</wp:status>', 'WITHDRAWN'],
    ['<wp:status>future</wp:status><pubDate>Tue, 04 Mar 2025 08:00:00 GMT</pubDate>', 'SCHEDULED'],
    ['<wp:status>future</wp:status>', 'DRAFT'],
    ['<media:status state="blocked"/>', 'WITHDRAWN'],
    ['<media:status state="active"/>', 'PUBLISHED'],
    ['<media:restriction relationship="deny" type="country">de</media:restriction>', undefined],
  ])('%s: %s', async (inner, status) => {
    expect(await statusOf(rss(inner))).toBe(status)
  })

  it('a word nobody knows makes a draft, and the report says so', async () => {
    const [item] = await readAll(readFeed, rss('<wp:status>wc-on-the-shelf</wp:status>'))
    expect(item).toMatchObject({
      draft: {
        input: { status: 'DRAFT' },
        notes: expect.arrayContaining([
          { field: 'status', message: 'Its status "wc-on-the-shelf" is not known; it comes as a draft.' },
        ]),
      },
    })
  })

  it('what is for members alone is not free', async () => {
    expect(await readOne(readFeed, rss('<visibility>members</visibility>'))).toMatchObject({
      isAccessibleForFree: false,
    })
    expect(await readOne(readFeed, rss('<dcterms:accessRights>closedAccess</dcterms:accessRights>'))).toMatchObject({
      isAccessibleForFree: false,
    })
  })

  it('a feed that is not to be shared has drafts alone', async () => {
    expect(await statusOf(rss('', '<access:restriction relationship="deny"/>'))).toBe('DRAFT')
  })
})

describe('what a JSON Feed says of an item', () => {
  it.each([
    [{ status: 'draft' }, 'DRAFT'],
    [{ draft: true }, 'DRAFT'],
    [{ draft: false }, undefined],
    [{ _ghost: { visibility: 'members', status: 'scheduled' }, date_published: '2025-03-01T08:00:00Z' }, 'SCHEDULED'],
    [{ _cms: { private: true } }, 'DRAFT'],
    [{ published: false }, 'DRAFT'],
    [{ state: 'on the shelf' }, 'DRAFT'],
    [{ status: 'deleted' }, 'WITHDRAWN'],
    [{}, undefined],
  ])('%j: %s', async (members, status) => {
    expect(await statusOf(json(members))).toBe(status)
  })
})

describe('the export of a blog in Atom', () => {
  const kind = (name: string): string =>
    `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${name}"/>`

  it('has articles only in its posts, and says what else there was', async () => {
    const items = await readAll(
      readFeed,
      atom(kind('settings'), kind('template'), kind('post'), kind('comment'), kind('page'), kind('settings')),
    )
    expect(items).toMatchObject([
      {
        item: 'item 3 (line 1)',
        draft: {
          input: { externalId: 'urn:2' },
          notes: [
            {
              field: null,
              message: 'The file also has 2 settings, 1 template, 1 comment, 1 page; they are no articles.',
            },
          ],
        },
      },
    ])
    expect(items).toHaveLength(1)
  })

  it('in its form of 2024', async () => {
    const items = await readAll(
      readFeed,
      atom(
        '<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>',
        '<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>',
        '<blogger:type>PAGE</blogger:type>',
        '<activity:object-type>http://activitystrea.ms/schema/1.0/comment</activity:object-type>',
      ),
    )
    expect(items.map((item) => item.kind === 'article' && item.draft.input.status)).toEqual(['DRAFT'])
  })

  it('with nothing but settings is empty', async () => {
    expect(await readAll(readFeed, atom(kind('settings')))).toEqual([])
  })
})

describe('a page', () => {
  const body =
    '<p>The ferry sailed again on Monday, the harbour master said, after a year of repairs at the pier.</p>'.repeat(4)
  const page = (head: string, classes = '', more = ''): string =>
    `<html lang="en"><head><title>Ferry returns | Pier News</title><meta property="og:type" content="article">${head}</head><body><article class="${classes}"><h1>Ferry returns</h1>${body}${more}</article></body></html>`
  const input = (html: string) => readHtmlPage(html, { fileName: 'a.html' }).input

  it.each([
    ['<meta name="robots" content="noindex, follow">', 'DRAFT'],
    ['<meta name="ROBOTS" content="NOINDEX,NOARCHIVE">', 'DRAFT'],
    ['<meta name="robots" content="none">', 'DRAFT'],
    ['<meta name="robots" content="index, noarchive, max-image-preview:large">', undefined],
    ['<meta name="article:status" content="on the shelf">', 'DRAFT'],
    ['<meta property="article:status" content="published">', undefined],
    [
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns","creativeWorkStatus":"Draft"}</script>',
      'DRAFT',
    ],
    [
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns","creativeWorkStatus":"https://schema.example/Published"}</script>',
      undefined,
    ],
  ])('with %s: %s', (head, status) => {
    expect(input(page(head)).status).toBe(status)
  })

  it.each([
    ['post status-draft', 'DRAFT'],
    ['post status-private', 'DRAFT'],
    ['post status-publish', undefined],
    ['post post-password-required', 'DRAFT'],
    ['node node--unpublished', 'DRAFT'],
  ])('of the class %s: %s', (classes, status) => {
    expect(input(page('', classes)).status).toBe(status)
  })

  it('that asks for a password is a draft', () => {
    expect(input(page('', '', '<form class="post-password-form"><input name="post_password"></form>')).status).toBe(
      'DRAFT',
    )
  })

  it.each([
    ['This content is password protected. To view it please enter your password below:', 'DRAFT'],
    ['Dieser Inhalt ist passwortgeschützt. Um ihn anzuzeigen, gib bitte dein Passwort unten ein.', 'DRAFT'],
    ['Cette publication est protégée par un mot de passe.', 'DRAFT'],
    ['このコンテンツはパスワードで保護されています。', 'DRAFT'],
    ['The council protected the pier by a password that nobody knew.', undefined],
  ])('as text with "%s": %s', (line, status) => {
    const text = `Ferry returns\n\n${line}\n\n${body.replace(/<\/?p>/g, '\n')}`
    expect(readPageText(text, { fileName: 'a.txt', publisher: 'Pier News' }).input.status).toBe(status)
  })
})

describe('an item of ninjs', () => {
  const item = (members: object): string =>
    JSON.stringify({ uri: 'urn:1', type: 'text', headline: 'A', language: 'en', ...members })

  it.each([
    [{ pubstatus: 'http://cv.iptc.org/newscodes/pubstatusg2/usable' }, 'PUBLISHED'],
    [{ pubstatus: { uri: 'http://cv.iptc.org/newscodes/pubstatusg2/withheld' } }, 'DRAFT'],
    [{ pubstatus: ['usable'] }, 'PUBLISHED'],
    [{ pubstatus: 7 }, 'DRAFT'],
    [{ pubstatus: 'usable', state: 'killed' }, 'WITHDRAWN'],
    [{ pubstatus: 'usable', state: 'spiked' }, 'WITHDRAWN'],
    [{ embargoed: '2099-01-01T00:00:00Z' }, null],
    [{ pubstatus: 'usable', embargoed: 'until the ship has sailed' }, 'DRAFT'],
    [{ embargo: true }, 'DRAFT'],
  ])('%j: %s', async (members, status) => {
    expect((await readOne(readNinjs, item(members))).status).toBe(status)
  })
})

describe('a line of the contract', () => {
  const validate = createInputValidator()
  const line = (status: unknown, more: object = {}): string =>
    JSON.stringify({ externalId: '1', headline: 'A', language: 'en', status, ...more })
  const read = (text: string) => readOne((open, options) => readNdjson(open, options, validate), text)

  it.each([
    ['PUBLISHED', 'PUBLISHED'],
    ['DRAFT', 'DRAFT'],
    ['published', 'PUBLISHED'],
    ['private', 'DRAFT'],
    ['trash', 'WITHDRAWN'],
    ['on the shelf', 'DRAFT'],
    ['scheduled', 'DRAFT'],
  ])('of the status %s: %s', async (written, status) => {
    expect(await read(line(written))).toMatchObject({ status })
  })

  it('in a word that is not known has a note', async () => {
    expect(await read(line('on the shelf'))).toMatchObject({ notes: ['status'] })
    expect(await read(line('scheduled', { datePublished: '2099-01-01T00:00:00Z' }))).toMatchObject({
      status: 'SCHEDULED',
      notes: [],
    })
    expect(await read(line('members'))).toMatchObject({ isAccessibleForFree: false })
  })
})
