import { expect, test } from 'vitest'
import { parseAuthors } from '../../../../src/import/byline/parse.ts'
import { meta, names, paragraphs, type Parts, read, text } from './a-page.ts'

// How bylines without a class, below the text or in one line with others name writers; and what looks alike and names nobody.
test.for<[string, Parts, string[]]>([
  ...[
    'Story by',
    'Written by',
    'Guest post by',
    'Publié par',
    'Verfasst von',
    'Publicado por',
    'Scritto da',
    'Geschreven door',
  ].map((label): [string, Parts, string[]] => [label, { below: `<div>${label} <b>Jane Roe</b></div>` }, ['Jane Roe']]),
  [
    'a writer and a reviewer',
    { below: '<p>Written by <a href="/a">Jane Roe</a> | Medically reviewed by <a href="/b">Dr. John Doe</a></p>' },
    ['Jane Roe'],
  ],
  [
    'a label and a date in words',
    { below: '<p class="meta">Publié par Jeanne Martin le 17 mai 2024 à 10h30</p>' },
    ['Jeanne Martin'],
  ],
  ['a link to a profile', { below: '<div><a href="/author/jane-roe">Jane Roe</a> · 17 May 2024</div>' }, ['Jane Roe']],
  [
    'a link to a profile of another name',
    { below: '<div><a href="/people/the-harbour-club">Harbour Club News</a></div>' },
    [],
  ],
  [
    'a profile among related stories',
    { after: '<div class="related"><a href="/author/jane-roe">Jane Roe</a></div>' },
    [],
  ],
  [
    'Parsely’s one meta',
    { head: `<meta name="parsely-page" content='{"title":"x","author":"Jane Roe"}'>` },
    ['Jane Roe'],
  ],
  [
    'Parsely’s one meta with a list',
    { head: `<meta name="parsely-page" content='{"authors":["Jane Roe","John Doe"]}'>` },
    ['Jane Roe', 'John Doe'],
  ],
  ['Parsely’s one meta, broken', { head: meta('parsely-page', '{author: Jane') }, []],
  ['a dash and a name below the text', { body: `${text}<p>— Jane Roe</p>` }, ['Jane Roe']],
  [
    'a name to the right below the text',
    { body: `${text}<p style="text-align:right"><strong>Nguyễn Văn An</strong></p>` },
    ['Nguyễn Văn An'],
  ],
  ['a given name below the text', { body: `${text}<p>Anna Holm</p>` }, ['Anna Holm']],
  [
    'a name in brackets below a text in Japanese',
    {
      lang: 'ja',
      body: `${'<p>市議会は火曜日の夜、川に架かる橋を建て替えることを決め、論争に終止符を打った。</p>'.repeat(3)}<p>（山田太郎）</p>`,
    },
    ['山田太郎'],
  ],
  [
    'a name below a quotation',
    {
      body: `${text}<p>“We have waited for the ferry for far too long, and now it is back at last.”</p><p>— Jane Roe</p>`,
    },
    [],
  ],
  ['a name in the middle of the text', { body: `<p>${paragraphs[0]}</p><p>— Jane Roe</p><p>${paragraphs[1]}</p>` }, []],
  ['a sub-heading without text', { body: `${text}<p>North Quay</p>` }, []],
  [
    'a name in a comment',
    {
      body: text,
      after:
        '<div class="comments"><p>I have always said so, and nobody listened to me when it mattered.</p><p>— Jane Roe</p></div>',
    },
    [],
  ],
])('%s', ([, parts, expected]) => {
  expect(names(read(parts))).toEqual(expected)
})

test.for<[string, string[]]>([
  ['Words: Jane Roe. Photos: John Doe', ['Jane Roe']],
  ['Tekst: Kari Nordmann Foto: Ola Hansen', ['Kari Nordmann']],
  ['Penulis: Budi Santoso | Editor: Siti Aminah', ['Budi Santoso']],
  ['Words by Jane Roe, photographs by John Doe', ['Jane Roe']],
  ['By Jane Roe; edited by John Doe', ['Jane Roe']],
  ['By Jane Roe and John Doe', ['Jane Roe', 'John Doe']],
  ['By Jane RoeUpdated May 17, 2024', ['Jane Roe']],
  ['By Jane McDonald', ['Jane McDonald']],
  ['By Jane Roe for The Harbour Post', ['Jane Roe']],
  ['Von Jana Meier für die Hafenpost', ['Jana Meier']],
  ['De Ion Popescu', ['Ion Popescu']],
  ['De Niro', ['De Niro']],
  ['De Luca', ['De Luca']],
  ['Media for All', ['Media for All']],
])('the byline "%s"', ([written, expected]) => {
  expect(parseAuthors(written).map(({ name }) => name)).toEqual(expected)
})
