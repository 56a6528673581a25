import { describe, expect, test } from 'vitest'
import { linked, meta, names, type Parts, property, read, text } from './a-page.ts'

const person = (name: string): object => ({ '@type': 'Person', name })
const jane = '<p class="byline">By <a href="/author/jane-roe">Jane Roe</a></p>'

describe('nobody', () => {
  test.for<[string, Parts]>([
    ...[
      'admin',
      'Admin',
      'administrator',
      'Super User',
      'webmaster',
      'root',
      'editor',
      'Editor',
      'editor2',
      'user1',
      'wpadmin',
      'Web Desk',
      'News Desk',
      'Online Desk',
      'Staff',
      'Staff Reporter',
      'Staff Writer',
      'Our Correspondent',
      'Our Reporter',
      'Newsroom',
      'Editorial Team',
      'Editorial Staff',
      'Content Team',
      'Guest',
      'Guest Author',
      'Anonymous',
      'Unknown',
      'N/A',
      'none',
      'null',
      'Redaktion',
      'Redacción',
      'Redação',
      'Redazione',
      'La Rédaction',
      'Redactie',
      'Redakcja',
      'Redakce',
      'Szerkesztőség',
      'Редакция',
      'Haber Merkezi',
      'Tim Redaksi',
      'Press Release',
      'Web Editor',
      'Site Administrator',
      'The Harbourite',
      'The Harbourite Staff',
      'Harbourite Web Desk',
      'harbourite.example',
      '@harbourite',
      'news@harbourite.example',
      'https://www.facebook.com/harbourite',
      'default',
      'test',
      'WordPress',
      'Posted by',
      'By',
      'Share',
      'Follow us',
      '3 min read',
      'January 15, 2026',
      'News',
      'Tech',
      'Sponsored',
      'Advertorial',
    ].flatMap((name): [string, Parts][] => [
      [`${name} in the meta`, { head: meta('author', name) }],
      [`${name} in linked data`, { head: linked({ author: person(name) }) }],
    ]),
    [
      'the site as an organisation',
      {
        head: linked({
          author: { '@type': 'Organization', name: 'The Harbourite' },
          publisher: { '@type': 'Organization', name: 'The Harbourite' },
        }),
      },
    ],
    [
      'the site with an address in linked data',
      {
        head: linked({
          author: { '@type': 'Organization', name: 'The Harbourite', url: 'https://harbourite.example' },
        }),
      },
    ],
    [
      'the writer of a related story',
      {
        after:
          '<div class="related"><article><h3><a href="/x">Other</a></h3><p class="byline">By Tom Abara</p></article></div>',
      },
    ],
    [
      'who commented',
      {
        after:
          '<div class="comments"><div class="comment"><span class="author">Tom Abara</span><p>Nice.</p></div></div>',
      },
    ],
    [
      'who took the picture',
      {
        below:
          '<figure><img src="/a.jpg"><figcaption>The quay. Photo: <span class="author">Tom Abara</span></figcaption></figure>',
      },
    ],
    ['who is quoted', { body: `${text}<blockquote>Nobody laughed.<cite class="author">Tom Abara</cite></blockquote>` }],
    ['who is spoken of', { body: `<p>By Tom Abara’s account the boat was late.</p>${text}` }],
    [
      'the writer of a book',
      { body: `<p>The book is by <span itemprop="author">Tom Abara</span>.</p>${text}`, head: '' },
    ],
    [
      'the most read writers',
      {
        after:
          '<aside><h3>Columnists</h3><ul class="authors"><li><a rel="author" href="/author/tom">Tom Abara</a></li><li><a rel="author" href="/author/ida">Ida Lunde</a></li></ul></aside>',
      },
    ],
    ['the site in its footer', { after: '<footer><span class="author">Harbourite Media Ltd</span></footer>' }],
    ['a place in the byline', { below: '<p class="byline">London</p>' }],
    ['a section in the byline', { below: '<p class="byline"><a href="/tech">Tech</a></p>' }],
    ['a date in the byline', { below: '<p class="byline">15 January 2026, 09:30</p>' }],
    ['a button in the byline', { below: '<div class="author"><button>Follow</button><a href="#">Share</a></div>' }],
    [
      'the maker of the theme',
      { after: '<p class="credits">Theme by <a href="https://t.example" rel="author">Tom Abara</a></p>' },
    ],
  ])('%s', ([, parts]) => {
    expect(names(read(parts))).toEqual([])
  })
})

describe('who wrote it', () => {
  test.for<[string, Parts, string[]]>([
    [
      'in a byline, where linked data has the login',
      { head: linked({ author: person('jroe') }), below: jane },
      ['Jane Roe'],
    ],
    [
      'in a byline, where linked data has the newsroom',
      { head: linked({ author: person('Newsroom') }), below: jane },
      ['Jane Roe'],
    ],
    [
      'in a byline, where linked data has the site',
      { head: linked({ author: { '@type': 'Organization', name: 'The Harbourite' } }), below: jane },
      ['Jane Roe'],
    ],
    [
      'in linked data, where the meta has the editor',
      { head: meta('author', 'Online Desk') + linked({ author: person('Jane Roe') }) },
      ['Jane Roe'],
    ],
    ['in capitals', { below: '<p class="byline">BY JANE ROE</p>' }, ['JANE ROE']],
    ['two in one text', { head: linked({ author: person('Jane Roe and Tom Abara') }) }, ['Jane Roe', 'Tom Abara']],
    ['two by a slash', { below: '<p class="byline">Jane Roe / Tom Abara</p>' }, ['Jane Roe', 'Tom Abara']],
    [
      'three with commas',
      { head: meta('author', 'Jane Roe, Tom Abara, Ida Lunde') },
      ['Jane Roe', 'Tom Abara', 'Ida Lunde'],
    ],
    ['inverted', { head: meta('author', 'Roe, Jane') }, ['Jane Roe']],
    ['with a job', { below: '<p class="byline">By Jane Roe, Transport Correspondent</p>' }, ['Jane Roe']],
    ['with a place', { below: '<p class="byline">By Jane Roe in London</p>' }, ['Jane Roe']],
    ['with an agency', { below: '<p class="byline">By Jane Roe, Reuters</p>' }, ['Jane Roe']],
    ['with a date', { below: '<p class="byline">By Jane Roe | Jan 15, 2026 | 09:30</p>' }, ['Jane Roe']],
    [
      'with an address',
      { below: '<p class="byline">Jane Roe <a href="mailto:jane@harbourite.example">jane@harbourite.example</a></p>' },
      ['Jane Roe'],
    ],
    ['with a handle', { below: '<p class="byline">By Jane Roe @janeroe</p>' }, ['Jane Roe']],
    ['with a degree', { head: meta('author', 'Dr. Jane Roe, PhD') }, ['Dr. Jane Roe']],
    ['with the site behind a bar', { head: meta('author', 'Jane Roe | The Harbourite') }, ['Jane Roe']],
    ['with the site in brackets', { head: meta('author', 'Jane Roe (The Harbourite)') }, ['Jane Roe']],
    ['with the site behind a comma', { head: linked({ author: person('Jane Roe, The Harbourite') }) }, ['Jane Roe']],
    [
      'in a line without names',
      { below: '<div class="x1"><span>Jan 15, 2026</span> <span>by Jane Roe</span></div>' },
      ['Jane Roe'],
    ],
    ['in German', { lang: 'de', below: '<div class="x">Von <b>Anna Süd</b>, Hamburg</div>' }, ['Anna Süd']],
    ['in Polish', { lang: 'pl', below: '<div class="autor">Autor: Jan Kowalski</div>' }, ['Jan Kowalski']],
    ['in Indonesian', { lang: 'id', below: '<div class="author">Penulis: Siti Rahma</div>' }, ['Siti Rahma']],
    ['in Turkish', { lang: 'tr', below: '<div class="author">Haber: Ayşe Yılmaz</div>' }, ['Ayşe Yılmaz']],
    ['in Serbian', { lang: 'sr', below: '<div class="author">Autor: Marko Petrović</div>' }, ['Marko Petrović']],
    [
      'in Lithuanian',
      { lang: 'lt', below: '<div class="author">Jonas Kazlauskas, Kauno diena</div>' },
      ['Jonas Kazlauskas'],
    ],
    ['in Hindi', { lang: 'hi', below: '<div class="author">लेखक: राहुल शर्मा</div>' }, ['राहुल शर्मा']],
    ['in Korean', { lang: 'ko', below: '<div class="byline">박서연 기자</div>' }, ['박서연']],
    [
      'in an hCard',
      { below: '<span class="author vcard"><a class="url fn n" href="/author/jane">Jane Roe</a></span>' },
      ['Jane Roe'],
    ],
    [
      'in microdata',
      {
        below:
          '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Jane Roe</span></span>',
      },
      ['Jane Roe'],
    ],
    [
      'by an address of a profile',
      { head: property('article:author', 'https://harbourite.example/author/jane-roe/') },
      ['Jane Roe'],
    ],
    [
      'in a box of its own behind the text',
      {
        body: `${text}<div class="author-box"><h4 class="author-name">Jane Roe</h4><p>Jane Roe writes about the sea.</p></div>`,
      },
      ['Jane Roe'],
    ],
    ['by her page, where the meta has a number', { head: meta('author', '4711'), below: jane }, ['Jane Roe']],
    [
      'in a reference',
      {
        head:
          linked({ author: { '@id': '#jane' } }) +
          '<script type="application/ld+json">{"@type":"Person","@id":"#jane","name":"Jane Roe"}</script>',
      },
      ['Jane Roe'],
    ],
    [
      'in two nodes with one name',
      { head: linked({ author: [person('Jane Roe'), person('JANE ROE')] }) },
      ['Jane Roe'],
    ],
    ['with a particle', { head: meta('author', 'Anna van der Berg') }, ['Anna van der Berg']],
    ['with four names', { head: meta('author', 'María José García López') }, ['María José García López']],
    ['with initials', { head: meta('author', 'J. R. Roe') }, ['J. R. Roe']],
    ['with one name', { below: '<p class="byline">By <a href="/author/madonna">Madonna</a></p>' }, ['Madonna']],
  ])('%s', ([, parts, expected]) => {
    expect(names(read(parts))).toEqual(expected)
  })
})
