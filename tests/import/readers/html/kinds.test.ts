import { describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../../schema/models.ts'
import { linked, meta, names, paragraphs, type Parts, property, read, text } from './a-page.ts'

describe('authors', () => {
  const byline = '<p class="byline">By <a href="/contributors/alec-hutchins">Alec Hutchins</a></p>'

  test.for<[string, Parts, string[]]>([
    [
      'the company in the meta, a person in the byline',
      { head: meta('author', 'Condor Naste'), below: byline },
      ['Alec Hutchins'],
    ],
    [
      'the company in the meta, and as who holds the rights',
      { head: meta('author', 'Condor Naste') + meta('copyright', 'Copyright (c) Condor Naste 2026'), below: byline },
      ['Alec Hutchins'],
    ],
    ['a company with its legal form', { head: meta('author', 'Condor Naste GmbH'), below: byline }, ['Alec Hutchins']],
    [
      'the company as the author in linked data',
      { head: linked({ author: { '@type': 'Person', name: 'The Harbourite' } }), below: byline },
      ['Alec Hutchins'],
    ],
    [
      'the company alone and no byline',
      { head: meta('author', 'Condor Naste') + meta('copyright', 'Condor Naste') },
      [],
    ],
    [
      'the holding as publisher and author',
      { head: linked({ author: { name: 'Condor Naste' }, publisher: { name: 'Condor Naste' } }), below: byline },
      ['Alec Hutchins'],
    ],
    [
      'the address of a profile in the meta',
      { head: property('article:author', 'https://www.facebook.com/harbourite'), below: byline },
      ['Alec Hutchins'],
    ],
    ['a login in the meta', { head: meta('author', 'ahutchins'), below: byline }, ['Alec Hutchins']],
    [
      'a web agency in the meta',
      { head: meta('author', 'Pixel Factory Web Design'), below: byline },
      ['Alec Hutchins'],
    ],
    [
      'the label twice, in two elements',
      {
        below:
          '<div class="ShareByline"><div><span>By</span><span>by JOSH HASKINS, DAVID CAPELLO and PATRICK REEVES</span></div><div>October 2, 2026, 4:19 PM</div></div>',
      },
      ['JOSH HASKINS', 'DAVID CAPELLO', 'PATRICK REEVES'],
    ],
    ['the label twice, in one', { below: '<p class="byline">By By Jane Roe</p>' }, ['Jane Roe']],
    [
      'the label twice in German',
      { lang: 'de', below: '<div class="autor"><span>Von</span> <span>von Anna Süd</span></div>' },
      ['Anna Süd'],
    ],
    [
      'the label in the element and before it',
      { below: '<div class="author">Author: <span class="author-name">By Jane Roe</span></div>' },
      ['Jane Roe'],
    ],
    [
      'a link to the archive beside the name',
      {
        below:
          '<div class="author-box"><a class="author-name" href="/author/jane">Jane Roe</a> <a href="/author/jane">View author archive</a></div>',
      },
      ['Jane Roe'],
    ],
    [
      'a link to the archive alone',
      { below: '<div class="post-author"><a href="/author/jane" rel="author">View author archive</a></div>' },
      [],
    ],
    [
      'all posts by',
      {
        below: '<div class="author"><a href="/author/jane" rel="author" title="x">View all posts by Jane Roe</a></div>',
      },
      ['Jane Roe'],
    ],
    [
      'all posts in Spanish',
      {
        lang: 'es',
        below: '<div class="author"><a href="/autor/ana" rel="author">Ver todas las entradas de Ana Ruiz</a></div>',
      },
      ['Ana Ruiz'],
    ],
    [
      'handles beside the names',
      { below: '<p class="byline">Jane Roe @janeroe and John Doe @jdoe</p>' },
      ['Jane Roe', 'John Doe'],
    ],
    [
      'a handle in a link of its own',
      {
        below:
          '<p class="byline"><a href="/people/jane">Jane Roe</a> <a href="https://twitter.com/janeroe">@janeroe</a></p>',
      },
      ['Jane Roe'],
    ],
    [
      'follow buttons beside the name',
      {
        below:
          '<div class="byline"><span class="name">Jane Roe</span> <button>Follow</button> <a href="https://x.com/janeroe">Follow on X</a></div>',
      },
      ['Jane Roe'],
    ],
    [
      'who is quoted in a pull quote',
      {
        body: `${text}<blockquote class="pullquote"><p>It will never sail.</p><cite class="author">Mayor Ann Poe</cite></blockquote>${text}`,
        below: byline,
      },
      ['Alec Hutchins'],
    ],
    [
      'who is quoted, and no byline',
      {
        body: `${text}<aside class="pull-quote"><p>It will never sail.</p><span class="author">Ann Poe</span></aside>${text}`,
      },
      [],
    ],
    [
      'who is quoted in a blockquote with a name',
      {
        body: `${text}<blockquote><p>It will never sail.</p><footer class="quote-author">Ann Poe, mayor</footer></blockquote>${text}`,
      },
      [],
    ],
    [
      'who is quoted in a figure',
      {
        body: `${text}<figure class="quote"><blockquote>It will never sail.</blockquote><figcaption class="author">Ann Poe</figcaption></figure>${text}`,
      },
      [],
    ],
    [
      'a testimonial',
      {
        body: `${text}<div class="testimonial"><p>Great ferry.</p><div class="testimonial-author">Ann Poe</div></div>${text}`,
      },
      [],
    ],
    [
      'who wrote a comment',
      {
        after:
          '<section id="comments"><div class="comment"><cite class="fn">Tom Troll</cite><p>First!</p></div></section>',
      },
      [],
    ],
    [
      'who wrote a comment, in a list without a name',
      {
        after:
          '<ol class="commentlist"><li><div class="comment-author vcard"><cite class="fn">Tom Troll</cite></div><p>First!</p></li></ol>',
      },
      [],
    ],
    [
      'who took the picture',
      {
        body: `<figure><img src="/a.jpg" width="800" height="600"><figcaption>The ferry. <span class="credit author">Ann Poe</span></figcaption></figure>${text}`,
      },
      [],
    ],
    [
      'double surnames the other way round',
      { head: meta('citation_author', 'García Lorca, Federico') + meta('citation_author', 'Pérez Galdós, Benito') },
      ['Federico García Lorca', 'Benito Pérez Galdós'],
    ],
    [
      'double surnames in one meta',
      { head: meta('dc.creator', 'García Lorca, Federico; Pérez Galdós, Benito') },
      ['Federico García Lorca', 'Benito Pérez Galdós'],
    ],
    [
      'a job title in a line of its own',
      { below: '<div class="author"><p>Jane Roe</p><p>Chief Political Correspondent</p></div>' },
      ['Jane Roe'],
    ],
    [
      'teasers of other authors',
      {
        after:
          '<div class="latest-news"><div class="teaser"><h3><a href="/x">Another story</a></h3><p class="byline">By Tom Troll</p></div></div>',
      },
      [],
    ],
    [
      'a newsletter box with an editor',
      {
        body: `${text}<div class="newsletter-signup"><p>Our newsletter by <span class="author">Tom Troll</span></p></div>`,
      },
      [],
    ],
    [
      'admin',
      {
        head: meta('author', 'admin'),
        below: '<span class="author vcard">by <a class="url fn n" href="/author/admin/">admin</a></span>',
      },
      [],
    ],
    [
      'names in Arabic',
      { lang: 'ar', below: '<div class="author">بقلم: محمد علي وسارة حسن</div>' },
      ['محمد علي وسارة حسن'],
    ],
    [
      'names in Polish',
      { lang: 'pl', below: '<div class="autor">Tekst: Jan Kowalski i Anna Nowak</div>' },
      ['Jan Kowalski', 'Anna Nowak'],
    ],
    ['names in Russian', { lang: 'ru', below: '<div class="author">Автор: Иван Петров</div>' }, ['Иван Петров']],
    ['names in Hungarian', { lang: 'hu', below: '<div class="szerzo">Írta: Kovács János</div>' }, ['Kovács János']],
  ])('%s', ([, parts, expected]) => {
    expect(names(read(parts))).toEqual(expected)
  })

  test('no byline is printed with a label twice or with what was not a name', () => {
    const input = read({ below: '<div class="byline"><span>By</span><span>by JANE ROE</span></div>' })
    expect(input.byline).not.toMatch(/byby/i)
  })
})

describe('sections', () => {
  const sections = (input: ArticleInput): (string | null | undefined)[] =>
    (input.topics ?? []).filter(({ type }) => type === 'SECTION').map(({ name }) => name)

  test.for<[string, Parts, string[]]>([
    [
      '"tags" is none',
      {
        head: property('article:section', 'tags'),
        above: '<div class="rubric"><a class="rubric__link" href="/tech/annals">Annals of Technology</a></div>',
      },
      ['Annals of Technology'],
    ],
    ['"tags" is none, and the address names one', { head: property('article:section', 'tags') }, ['Tech']],
    ['a label in Spanish is none', { lang: 'es', head: property('article:section', 'Etiquetas') }, ['Tech']],
    ['a label in German is none', { lang: 'de', head: property('article:section', 'Schlagwörter') }, ['Tech']],
    ['"Categories" is none', { head: property('article:section', 'Categories') }, ['Tech']],
    ['"Home" is none', { head: property('article:section', 'Home') }, ['Tech']],
    ['"Uncategorized" is none', { head: property('article:section', 'Uncategorized') }, ['Tech']],
    ['"Без рубрики" is none', { lang: 'ru', head: property('article:section', 'Без рубрики') }, ['Tech']],
  ])('%s', ([, parts, expected]) => {
    expect(sections(read(parts))).toEqual(expected)
  })
})

describe('the standfirst', () => {
  const described = meta(
    'description',
    'The man, 28, was taken into custody on Monday after a chase along the river, police said.',
  )
  const gift = 'As a subscriber, you have 10 gift articles to give each month. Anyone can read what you share.'

  test.for<[string, Parts, string | null]>([
    [
      'is no tooltip in a toolbar',
      {
        head: described,
        below: `<div role="toolbar" aria-label="Share"><ul><li><div role="tooltip" aria-hidden="true"><p><strong>Send any friend a story</strong></p><p>${gift}</p></div></li></ul></div><p class="css-x">By <a href="/by/marc">Marc Santos</a></p>`,
      },
      null,
    ],
    ['is no tooltip without a role', { below: `<div class="gift-tooltip"><p>${gift}</p></div>` }, null],
    ['is no dialog', { below: `<div role="dialog"><p>${gift}</p></div>` }, null],
    ['is no toolbar by its name', { below: `<div class="article-toolbar"><p>${gift}</p></div>` }, null],
    ['is no popover', { below: `<div class="popover"><p>${gift}</p></div>` }, null],
    ['is no menu', { below: `<div role="menu"><p>${gift}</p></div>` }, null],
    [
      'is no paywall',
      {
        below: `<div class="subscribe-banner"><p>Subscribe now to read the whole story. Cancel at any time.</p></div>`,
      },
      null,
    ],
    [
      'is no line about listening',
      {
        below: `<div class="audio-player"><p>Listen to this article, read by an automated voice. 5 minutes.</p></div>`,
      },
      null,
    ],
    [
      'is no disclosure',
      {
        below: `<div class="affiliate-disclosure"><p>We may earn a commission when you buy through links on our site.</p></div>`,
      },
      null,
    ],
    [
      'is no cookie line',
      { below: `<p class="notice">We use cookies to give you the best experience on our website. Accept all.</p>` },
      null,
    ],
    [
      'is what is named so',
      { below: '<p class="standfirst">Two years of works end, and the skippers are not happy.</p>' },
      'Two years of works end, and the skippers are not happy.',
    ],
    [
      'is a heading below the headline',
      { below: '<h2>Two years of works end, and the skippers are not happy</h2>' },
      'Two years of works end, and the skippers are not happy',
    ],
    [
      'is what the description says too',
      {
        head: meta('description', 'Two years of works end, and the skippers are not happy.'),
        below: '<div class="c-7"><p>Two years of works end, and the skippers are not happy.</p></div>',
      },
      'Two years of works end, and the skippers are not happy.',
    ],
  ])('%s', ([, parts, expected]) => {
    expect(read(parts).standfirst).toBe(expected)
  })
})

describe('the day of publication', () => {
  test.for<[string, Parts, string | null]>([
    ['in words', { below: '<p class="date">January 15, 2026, 9:30 a.m.</p>' }, '2026-01-15'],
    [
      'in words behind a weekday',
      { below: '<div class="published">Thursday, January 15, 2026 - 09:30</div>' },
      '2026-01-15',
    ],
    ['in a line with the byline', { below: '<div class="meta">By Jane Roe | January 15, 2026</div>' }, '2026-01-15'],
    ['in a line without a name', { below: '<div class="x1">By Jane Roe, January 15, 2026</div>' }, '2026-01-15'],
    ['in German', { lang: 'de', below: '<div class="x">Stand: 15.01.2026, 09:30 Uhr</div>' }, '2026-01-15'],
    ['in German words', { lang: 'de', below: '<span class="q">15. Januar 2026</span>' }, '2026-01-15'],
    ['in French', { lang: 'fr', below: '<p class="x">Publié le 15 janvier 2026 à 09h30</p>' }, '2026-01-15'],
    [
      'in French, changed after',
      { lang: 'fr', below: '<p class="x">Publié le 15/01/2026 à 09h30, mis à jour le 17/01/2026 à 10h00</p>' },
      '2026-01-15',
    ],
    ['in Spanish', { lang: 'es', below: '<div class="x">15 de enero de 2026</div>' }, '2026-01-15'],
    [
      'in Spanish with hours',
      {
        lang: 'es',
        below: '<div class="x">Actualizado: 17 de enero de 2026 10:00. Publicado: 15 de enero de 2026 09:30</div>',
      },
      '2026-01-15',
    ],
    [
      'in Portuguese',
      { lang: 'pt', below: '<div class="x">15/01/2026 09h30 - Atualizado em 17/01/2026 10h00</div>' },
      '2026-01-15',
    ],
    ['in Polish', { lang: 'pl', below: '<div class="x">15 stycznia 2026, 09:30</div>' }, '2026-01-15'],
    ['in Czech', { lang: 'cs', below: '<div class="x">15. ledna 2026 9:30</div>' }, '2026-01-15'],
    ['in Hungarian', { lang: 'hu', below: '<div class="x">2026. január 15. 09:30</div>' }, '2026-01-15'],
    ['in Russian', { lang: 'ru', below: '<div class="x">15 января 2026, 09:30</div>' }, '2026-01-15'],
    ['in Greek', { lang: 'el', below: '<div class="x">15 Ιανουαρίου 2026, 09:30</div>' }, '2026-01-15'],
    [
      'in Turkish',
      { lang: 'tr', below: '<div class="x">Giriş: 15.01.2026 - 09:30 Güncelleme: 17.01.2026 - 10:00</div>' },
      '2026-01-15',
    ],
    ['in Japanese', { lang: 'ja', below: '<div class="x">2026年1月15日 9時30分</div>' }, '2026-01-15'],
    ['in Chinese', { lang: 'zh', below: '<div class="x">2026-01-15 09:30 来源：港报</div>' }, '2026-01-15'],
    [
      'in Korean',
      { lang: 'ko', below: '<div class="x">입력 2026.01.15 09:30 수정 2026.01.17 10:00</div>' },
      '2026-01-15',
    ],
    ['in Arabic', { lang: 'ar', below: '<div class="x">15 يناير 2026</div>' }, '2026-01-15'],
    ['in Vietnamese', { lang: 'vi', below: '<div class="x">Thứ năm, 15/1/2026, 09:30 (GMT+7)</div>' }, '2026-01-15'],
    ['in Indonesian', { lang: 'id', below: '<div class="x">Kamis, 15 Januari 2026 | 09:30 WIB</div>' }, '2026-01-15'],
    ['in Finnish', { lang: 'fi', below: '<div class="x">15.1.2026 klo 9.30</div>' }, '2026-01-15'],
    ['in Dutch', { lang: 'nl', below: '<div class="x">15 jan 2026, 09:30</div>' }, '2026-01-15'],
    ['in Lithuanian', { lang: 'lt', below: '<div class="x">2026 m. sausio 15 d. 09:30</div>' }, '2026-01-15'],
    ['in Danish', { lang: 'da', below: '<div class="x">15. jan. 2026 kl. 9.30</div>' }, '2026-01-15'],
    ['in figures, the American way', { lang: 'en-US', below: '<div class="date">01/15/2026</div>' }, '2026-01-15'],
    ['in the address alone', { url: 'https://harbourite.example/2026/01/15/countdown' }, '2026-01-15'],
    ['in the address in words', { url: 'https://harbourite.example/2026/jan/15/countdown' }, '2026-01-15'],
    ['below the text', { after: '<div class="entry-footer">Posted on January 15, 2026 by Jane</div>' }, '2026-01-15'],
    [
      'at the beginning of the text',
      { body: `<p>HARBOUR, Jan. 15, 2026 (WIRE) — ${paragraphs[0]}</p>${text}` },
      '2026-01-15',
    ],
    [
      'in data of a component',
      { below: '<div data-published="2026-01-15T09:30:00Z" class="x">yesterday</div>' },
      '2026-01-15',
    ],
    [
      'in a script of the page',
      { head: '<script>window.dataLayer=[{"pageType":"article","publishDate":"2026-01-15T09:30:00Z"}]</script>' },
      '2026-01-15',
    ],
    ['of a copyright is none', { after: '<p>© 2026 The Harbourite. Last updated: January 15, 2026</p>' }, null],
    [
      'of an event in the text is none',
      { body: `${text}<p>The fair opens on 20 March 2026 in the old hall, and closes two days later.</p>` },
      null,
    ],
    [
      'of a teaser is none',
      {
        after:
          '<div class="related"><article><h3><a href="/y">Other</a></h3><time datetime="2025-05-05">May 5, 2025</time></article></div>',
      },
      null,
    ],
    [
      'of a comment is none',
      { after: '<div class="comments"><p>Tom, <time datetime="2025-05-05">May 5, 2025</time></p></div>' },
      null,
    ],
    ['of today at the top of the page is none', { above: '', after: '', head: '', below: '' }, null],
  ])('%s', ([, parts, expected]) => {
    expect(read(parts).datePublished?.slice(0, 10) ?? null).toBe(expected)
  })
})

describe('the headline', () => {
  test.for<[string, Parts, string]>([
    [
      'of two statements that agree against a logo in an h1',
      {
        h1: 'The Harbourite Daily',
        title: 'Ferry is back at last',
        head: property('og:title', 'Ferry is back at last') + linked({ headline: 'Ferry is back at last' }),
      },
      'Ferry is back at last',
    ],
    [
      'of an h1 that is longer than what is cut',
      {
        h1: 'Ferry is back at last after two long years of works',
        title: 'Ferry is back at last… | The Harbourite',
        head: property('og:title', 'Ferry is back at last…'),
      },
      'Ferry is back at last after two long years of works',
    ],
    [
      'of two statements against the name of the section',
      {
        h1: 'Local news and weather',
        title: 'Ferry is back at last - The Harbourite',
        head: property('og:title', 'Ferry is back at last') + linked({ headline: 'Ferry is back at last' }),
      },
      'Ferry is back at last',
    ],
    [
      'of the h1, where one statement is for search engines',
      {
        h1: 'A homecoming in the rain',
        title: 'Ferry returns: timetable, prices, tickets | The Harbourite',
        head: property('og:title', 'A homecoming in the rain'),
      },
      'A homecoming in the rain',
    ],
    [
      'of the h1 without a badge',
      {
        h1: '<span class="badge">Exclusive</span> Ferry is back at last',
        title: 'Ferry is back at last | The Harbourite',
        head: property('og:title', 'Ferry is back at last'),
      },
      'Ferry is back at last',
    ],
  ])('%s', ([, parts, expected]) => {
    expect(read(parts).headline).toBe(expected)
  })
})

describe('the text', () => {
  const plain = (input: ArticleInput): string =>
    (input.body?.html ?? '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  const whole = paragraphs.join(' ')

  test.for<[string, string]>([
    ['share bars', '<div class="share-tools"><a href="#">Facebook</a><a href="#">X</a></div>'],
    ['tooltips', '<div role="tooltip"><p>As a subscriber, you have 10 gift articles to give each month.</p></div>'],
    [
      'a newsletter',
      '<div class="c-newsletter"><h3>Get our newsletter</h3><p>Sign up for the best of the week.</p></div>',
    ],
    ['read also lines', '<p><strong>Read also:</strong> <a href="/z">The other ferry is late again</a></p>'],
    ['an advertisement', '<div class="ad-slot"><p>Advertisement</p></div>'],
    [
      'a box of related stories',
      '<div class="related-articles"><h3>Related</h3><ul><li><a href="/a">A story</a></li><li><a href="/b">B story</a></li></ul></div>',
    ],
    ['a donation call', '<div class="donate-box"><p>We need your support to keep going. Donate now.</p></div>'],
    [
      'an author box',
      '<div class="author-bio"><p>Jane Roe is a reporter at The Harbourite who covers the sea.</p></div>',
    ],
    ['a comment count', '<div class="comments-link"><a href="#c">12 comments</a></div>'],
    ['a poll', '<div class="poll"><p>Do you use the ferry?</p><button>Yes</button></div>'],
  ])('has no %s', ([, noise]) => {
    expect(plain(read({ body: `<p>${paragraphs[0]}</p>${noise}<p>${paragraphs[1]}</p><p>${paragraphs[2]}</p>` }))).toBe(
      whole,
    )
  })
})
