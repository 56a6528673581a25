import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { ReadRefused } from '../../../../src/import/draft.ts'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'
import { cpuMs } from '../../../support/cpu-time.ts'

const pageBytes = (name: string) => readFileSync(new URL(`pages/${name}.html`, import.meta.url))
const read = (name: string) => readHtmlPage(pageBytes(name), { fileName: `${name}.html` })
const textOf = (html: string | null | undefined) => (html ?? '').replace(/<[^>]+>/g, ' ')
const names = (name: string) => read(name).input.authors?.map((author) => [author.name, author.kind])

const facts = [
  {
    page: 'graph.en',
    headline: 'Harbour barrier closes for the first time',
    language: 'en-GB',
    date: '2025-03-04T06:15:00Z',
    section: 'news/environment',
    links: 3,
    body: [/^\s*The gates across/, /used to\.\s*$/],
    not: /Advertisement|inbox|twelve years|Read also|sandbags\. You never know\.\s+Sign/,
  },
  {
    page: 'opengraph-only.it',
    headline: 'Il ponte riapre dopo due anni',
    language: 'it',
    date: '2024-09-18T05:30:00Z',
    section: 'cronaca',
    links: 3,
    body: [/^\s*Il ponte sul fiume/, /tasse comunali\.\s*$/],
    not: /Leggi anche|Riproduzione|Condividi/,
  },
  {
    page: 'hentry.de',
    headline: 'Die Seilbahn fährt wieder',
    language: 'de-DE',
    date: '2023-05-06',
    section: 'panorama/berge',
    links: 1,
    body: [/^\s*Seit Samstag/, /Tarif\.\s*$/],
    not: /Kommentar|Lesen Sie/,
  },
  {
    page: 'microdata.es',
    headline: 'La cosecha de aceituna cae a la mitad',
    language: 'es',
    date: '2022-12-01T09:20:00Z',
    section: 'economia',
    links: 2,
    body: [/^\s*La campaña/, /sin fruto\.\s*$/],
    not: /pantano/,
  },
  {
    page: 'old-table.en',
    headline: 'Fair draws record crowd',
    language: 'en',
    date: null,
    section: null,
    links: 0,
    body: [/^\s*MILLBROOK/, /fifth day\.\s*$/],
    not: /Copyright|Obituaries/,
  },
  {
    page: 'rtl.ar',
    headline: 'افتتاح أكبر مكتبة عامة في المدينة',
    language: 'ar',
    date: '2024-11-20T09:00:00Z',
    section: 'thqaft',
    links: 2,
    body: [/^\s*افتتحت البلدية/, /وسط المدينة\.\s*$/],
    not: /اقرأ أيضاً/,
  },
  {
    page: 'paywall.fr',
    headline: 'Le train de nuit revient, et il est complet',
    language: 'fr',
    date: '2025-01-10T17:02:11Z',
    section: 'transports',
    links: 0,
    body: [/^\s*Sur le quai/, /deux mille noms\.\s*$/],
    not: /abonnés/,
  },
  {
    page: 'liveblog.en',
    headline: 'Election night: count begins',
    language: 'en',
    date: '2025-05-01T20:00:00Z',
    section: null,
    links: 0,
    body: [/^\s*First seat declared/, /officials say\.\s*$/],
    not: /22:00/,
  },
  {
    page: 'amp.pt',
    headline: 'Chuva forte fecha aeroporto por três horas',
    language: 'pt-BR',
    date: '2024-02-15T14:05:00Z',
    section: 'cidades',
    links: 0,
    body: [/^\s*A chuva forte/, /por celular\.\s*$/],
    not: /saguão/,
  },
  {
    page: 'blogger.ru',
    headline: 'Как мы чинили старый маяк',
    language: 'ru',
    date: '2021-08-14',
    section: null,
    links: 0,
    body: [/^\s*Старый маяк/, /спокойно\.\s*$/],
    not: /Архив|Ярлыки/,
  },
  {
    page: 'drupal.pl',
    headline: 'Żubry wracają do doliny',
    language: 'pl',
    date: '2023-10-02T06:00:00Z',
    section: 'przyroda',
    links: 1,
    body: [/^\s*Po ponad dwustu/, /odszkodowania\.\s*$/],
    not: /Czytaj także/,
  },
  {
    page: 'newsletter.nl',
    headline: 'De stad die stil werd',
    language: 'nl',
    date: '2025-06-01T05:00:48Z',
    section: null,
    links: 0,
    body: [/^\s*Het eerste wat/, /omzet\.\s*$/],
    not: /abonnee/,
  },
  {
    page: 'arc.ja',
    headline: '老舗の豆腐店、百年目の再出発 港町で',
    language: 'ja',
    date: '2024-03-31T20:00:00Z',
    section: null,
    links: 1,
    body: [/^\s*港町で百年/, /売り切れた。\s*$/],
    not: /関連記事/,
  },
  {
    page: 'blocks.en',
    headline: 'Canal town celebrates as boats return',
    language: 'en-GB',
    date: '2024-10-04T09:08:42Z',
    section: 'news',
    links: 3,
    body: [/^\s*Hundreds of people/, /bakery stall\.\s*$/],
    not: /Anglers|ran dry/,
  },
  {
    page: 'component-names.en',
    headline: 'The quiet return of the night bus',
    language: 'en',
    date: '2024-11-02T06:00:00Z',
    section: 'transport',
    links: 2,
    body: [/^\s*At ten past three/, /run it\.\s*$/],
    not: /Bus cuts|Photograph/,
  },
  {
    page: 'parts.de',
    headline: 'Koalition einigt sich auf den Etat',
    language: 'de',
    date: '2023-12-13T10:04:00Z',
    section: 'politik/deutschland',
    links: 1,
    body: [/^\s*Nach wochenlangen/, /dpa\s*$/],
    not: /Mehr zum Thema|Gespart wird/,
  },
  {
    page: 'webpage-graph.en',
    headline: 'Market stalls to return to Bank Street',
    language: 'en-US',
    date: '2024-06-03T08:00:00Z',
    section: 'local',
    links: 1,
    body: [/^\s*Market stalls will/, /Monday night\.\s*$/],
    not: /Share this|Previous/,
  },
  {
    page: 'video.tr',
    headline: 'Köprüden ilk tren geçti',
    language: 'tr',
    date: '2025-02-03T06:15:00Z',
    section: null,
    links: 0,
    body: [/^$/, /^$/],
    not: /x/,
  },
  {
    page: 'endless-scroll.en',
    headline: 'Tram line to the airport opens a year late',
    language: 'en-US',
    date: '2024-05-18T09:00:00Z',
    section: 'transit',
    links: 0,
    body: [/^\s*The first tram[^]*Riders cheered\./, /cargo terminals\.\s*$/],
    not: /Stadium|contractor/,
  },
  {
    page: 'font-tags.en',
    headline: 'School board keeps four-day week',
    language: 'en',
    date: '2009-03-18',
    section: null,
    links: 0,
    body: [/^\s*The school board voted[^]*"It saves us," he said\./, /The board meets again April 6/],
    not: /E-mail this|Classifieds|Storm drains|Copyright/,
  },
  {
    page: 'off-canvas.en',
    headline: 'Bats hear the shape of leaves',
    language: 'en',
    date: '2024-08-30',
    section: 'news',
    links: 1,
    body: [/^\s*A leaf is not a wall/, /Journal of Hearing 12, 44-51\.\s*$/],
    not: /Media contact|Biology\b|Wind farms/,
  },
  {
    page: 'updated-first.sv',
    headline: 'Isen tog bryggan i Vallvik',
    language: 'sv',
    date: '2024-02-03T06:20:00Z',
    section: 'nyheter',
    links: 1,
    body: [/^\s*Under natten bröt isen/, /Fakta: Isläget[^]*till sommaren\.\s*$/],
    not: /Läs mer|Publicerad|Dela|jobbar vi/,
  },
  {
    page: 'named-paragraphs.en',
    headline: 'I rebuilt my grandfather’s radio',
    language: 'en',
    date: '2024-12-01T14:22:10Z',
    section: null,
    links: 0,
    body: [/^\s*The radio, before\s+It had not played/, /const gain[^]*Solder nothing until you have smelled it\.\s*$/],
    not: /min read|Listen|Written by|ran backwards|uncle/,
  },
  {
    page: 'press-release.de',
    headline: 'Neue Förderung für kleine Bahnhöfe',
    language: 'de',
    date: '2024-04-12',
    section: 'presse',
    links: 1,
    body: [/^\s*Das Landesamt fördert/, /Dächer und Bänke[^]*30\. September 2024 möglich\./],
    not: /Pressekontakt|Telefon|teilen|Cookies/,
  },
]

describe('pages of many publishers', () => {
  test.each(facts)('$page is read whole', ({ page, headline, language, date, section, links, body, not }) => {
    const { input } = read(page)
    const text = textOf(input.body?.html)
    expect(input.headline).toBe(headline)
    expect(input.language).toBe(language)
    expect(input.datePublished).toBe(date)
    expect(input.topics?.find(({ type }) => type === 'SECTION')?.path ?? null).toBe(section)
    expect(input.relatedLinks).toHaveLength(links)
    for (const pattern of body) expect(text).toMatch(pattern)
    expect(text).not.toMatch(not)
  })

  test('authors are people and newsrooms, each once, without labels, titles and the site', () => {
    expect(names('graph.en')).toEqual([
      ['Orla Finnegan', 'PERSON'],
      ['Ravi Menon', 'PERSON'],
    ])
    expect(names('opengraph-only.it')).toEqual([['Marta Benedetti', 'PERSON']])
    expect(names('hentry.de')).toEqual([['Lena Huber', 'PERSON']])
    expect(names('microdata.es')).toEqual([
      ['Inés Carmona', 'PERSON'],
      ['EFE', 'ORGANISATION'],
    ])
    expect(names('old-table.en')).toEqual([['Walter Pruitt', 'PERSON']])
    expect(names('amp.pt')).toEqual([
      ['Paulo Andrade', 'PERSON'],
      ['Júlia Nunes', 'PERSON'],
    ])
    expect(names('drupal.pl')).toEqual([['Tomasz Wójcik', 'PERSON']])
    // the site or its staff in metadata alone: the publisher says that already
    expect(names('liveblog.en')).toEqual([])
    expect(names('arc.ja')).toEqual([])
    expect(names('blocks.en')).toEqual([['Harriet Vale', 'PERSON']])
    expect(names('component-names.en')).toEqual([['Amara Osei', 'PERSON']])
    expect(names('parts.de')).toEqual([
      ['Lisa Kern', 'PERSON'],
      ['Tom Adler', 'PERSON'],
    ])
    expect(names('webpage-graph.en')).toEqual([['Tess Moran', 'PERSON']])
    expect(names('video.tr')).toEqual([])
    expect(names('endless-scroll.en')).toEqual([['Rosa Lindqvist', 'PERSON']])
    expect(names('font-tags.en')).toEqual([['Dale Hutchins', 'PERSON']])
    expect(names('off-canvas.en')).toEqual([['Hanne Vik', 'PERSON']])
    expect(names('updated-first.sv')).toEqual([
      ['Karin Åhman', 'PERSON'],
      ['Jonas Lööf', 'PERSON'],
    ])
    expect(names('named-paragraphs.en')).toEqual([['Idris Bello', 'PERSON']])
    expect(names('press-release.de')).toEqual([])
  })

  test('the whole draft of a page with a graph, references and a correction', () => {
    const { input, notes, sources } = read('graph.en')
    expect(input).toMatchObject({
      externalId: 'https://www.tidewaterpost.example/news/environment/harbour-barrier-closes/',
      kicker: 'Storm season',
      standfirst:
        'Engineers shut the gates before dawn, and the old town stayed dry through the highest tide in thirty years',
      summary: 'Engineers shut the 400-metre gates hours before the surge arrived.',
      byline: 'By Orla Finnegan and Ravi Menon',
      publisher: { name: 'The Tidewater Post', url: 'https://www.tidewaterpost.example/' },
      dateModified: '2025-03-04T09:40:12Z',
      isAccessibleForFree: true,
      type: 'ARTICLE',
      image: {
        url: 'https://img.tidewaterpost.example/2025/03/barrier.jpg',
        width: 2400,
        height: 1260,
        caption: 'The gates held back two metres of water.',
        credit: 'Mia Okoro',
        alt: 'Steel gates across a harbour mouth at dawn',
      },
      corrections: [
        { text: 'An earlier version gave the length of the gates as 40 metres.', date: '2025-03-04T08:00:00Z' },
      ],
    })
    expect(input.authors?.[0]).toMatchObject({
      jobTitle: 'Environment editor',
      url: 'https://www.tidewaterpost.example/author/orla-finnegan/',
    })
    expect(input.topics?.filter(({ type }) => type === 'KEYWORD').map(({ name }) => name)).toEqual([
      'flooding',
      'Harbour barrier',
      'engineering',
    ])
    expect(input.relatedLinks?.at(-1)).toEqual({
      url: 'https://www.tidewaterpost.example/video/inside-the-control-room/',
      title: 'Inside the control room of the barrier',
      kind: 'VIDEO',
    })
    expect(sources).toMatchObject({ headline: 'h1', authors: 'json-ld author', section: 'json-ld BreadcrumbList' })
    expect(notes.map(({ field }) => field)).toEqual(['headline'])
  })

  test('the change that stands above the publication is told from it', () => {
    expect(read('updated-first.sv').input.dateModified).toBe('2024-02-03T14:05:00Z')
  })

  test('a picture in a folder called default is no placeholder', () => {
    expect(read('off-canvas.en').input.image?.url).toBe('https://www.fjorduni.example/sites/default/files/bat.jpg')
  })

  test('types and access follow the linked data', () => {
    expect(read('liveblog.en').input.type).toBe('LIVEBLOG')
    expect(read('video.tr').input.type).toBe('VIDEO')
    expect(read('paywall.fr').input.isAccessibleForFree).toBe(false)
  })

  test('a site that no metadata names is named by the title', () => {
    expect(read('old-table.en').input.publisher).toEqual({ name: 'County Courier' })
    expect(read('drupal.pl').input.publisher).toEqual({ name: 'Głos Doliny' })
  })

  test('what the importer says wins over what the page says', () => {
    const { input } = readHtmlPage(pageBytes('graph.en'), {
      fileName: 'x',
      url: 'https://other.example/a',
      publisher: 'Other',
      date: '2020-01-01',
      externalId: 'id-1',
      topic: 'uk/coast',
    })
    expect(input).toMatchObject({
      url: 'https://other.example/a',
      externalId: 'id-1',
      datePublished: '2020-01-01',
      publisher: { name: 'Other' },
    })
    expect(input.topics?.[0]?.path).toBe('uk/coast')
  })
})

const paragraph =
  '<p>The council voted on Tuesday to close the bridge for repairs, officials said after a long meeting.</p>'
const small = (head: string, body = '') =>
  readHtmlPage(
    `<html lang="en"><head>${head}</head><body><h1>Council closes the old bridge</h1>${body}${paragraph.repeat(3)}</body></html>`,
    { fileName: 'x' },
  ).input

describe('single values', () => {
  test('broken JSON-LD is read as far as it goes', () => {
    const ld =
      '<script type="application/ld+json">//<![CDATA[\n{"@type":"NewsArticle","headline":"Council closes the "old" bridge","author":{"name":"Jane Roe",},"datePublished":"2024-05-01T10:00:00Z",\n"keywords":["a town","bridges",]'
    expect(small(`${ld}//]]></script>`)).toMatchObject({
      authors: [{ name: 'Jane Roe', kind: 'PERSON' }],
      datePublished: '2024-05-01T10:00:00Z',
    })
  })

  test('an impossible, epoch or future date is dropped rather than kept', () => {
    for (const date of ['1970-01-01T00:00:00Z', '0001-01-01T00:00:00', '2023-02-31', '2124-01-01', 'yesterday']) {
      expect(small(`<meta property="article:published_time" content="${date}">`).datePublished).toBeNull()
    }
  })

  test('a local time without an offset gives its date only', () => {
    expect(small('<meta property="article:published_time" content="2024-05-01T23:30:00">').datePublished).toBe(
      '2024-05-01',
    )
  })

  test('a canonical address at the site root is no article address', () => {
    const head =
      '<link rel="canonical" href="https://a.example/"><meta property="og:url" content="https://a.example/news/bridge?utm_source=x">'
    expect(small(head).url).toBe('https://a.example/news/bridge')
  })

  test('a stranger’s article in the linked data is not taken for the page’s', () => {
    const ld =
      '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Quite another thing happened","author":{"name":"Max Other"},"datePublished":"2011-01-01"}]}</script>'
    expect(small(ld)).toMatchObject({ authors: [], datePublished: null })
  })

  test('e-mail addresses, place-holders and dates are no authors', () => {
    for (const name of [
      'admin',
      'desk@paper.example',
      'Updated 12:30',
      'https://www.facebook.com/paper',
      '2024-01-01',
    ]) {
      expect(small(`<meta name="author" content="${name}">`).authors).toEqual([])
    }
    expect(small('<meta name="author" content="By Jane Roe and John Doe, Political editor">').authors).toEqual([
      { name: 'Jane Roe', kind: 'PERSON' },
      { name: 'John Doe', kind: 'PERSON', jobTitle: 'Political editor' },
    ])
    expect(small('<meta name="author" content="Angel Di Maria"><meta name="x" content="">').authors).toEqual([
      { name: 'Angel Di Maria', kind: 'PERSON' },
    ])
  })

  test('a label of a byline is taken off in any language, and a particle stays with its name', () => {
    const author = (name: string) => small(`<meta name="author" content="${name}">`).authors?.[0]?.name
    expect(author('Γράφει ο Γιώργος Νίκου')).toBe('Γιώργος Νίκου')
    expect(author('김철수 기자')).toBe('김철수')
    expect(author('Eine Reportage von Karl Nord')).toBe('Karl Nord')
    expect(author('von der Berg')).toBe('von der Berg')
  })

  test('bytes are decoded by their declaration, and valid UTF-8 stays UTF-8 under a wrong one', () => {
    const html = `<meta charset="iso-8859-1"><h1>Le café rouvre après la crue</h1>${paragraph.repeat(3)}`
    expect(readHtmlPage(Buffer.from(html, 'latin1'), { fileName: 'x' }).input.headline).toBe(
      'Le café rouvre après la crue',
    )
    expect(readHtmlPage(Buffer.from(html, 'utf8'), { fileName: 'x' }).input.headline).toBe(
      'Le café rouvre après la crue',
    )
  })

  test.each([
    ['<p class="date">Tuesday, 4 March 2025 at 10:30 GMT</p>', '2025-03-04T10:30:00Z'],
    ['<p class="date">Tuesday, 4 March 2025 at 10:30</p>', '2025-03-04'],
    ['<p class="date">04.03.25</p>', '2025-03-04'],
    ['<p class="date">Última modificación: 5 de marzo de 2025</p><p class="date">4 de marzo de 2025</p>', '2025-03-04'],
  ])('the date that a reader sees in %s', (date, published) => {
    const html = `<h1>Le café rouvre après la crue</h1>${date}${paragraph.repeat(3)}`
    expect(readHtmlPage(html, { fileName: 'x' }).input.datePublished).toBe(published)
  })

  test('a page in a language that the detector does not know stays in it', () => {
    const text =
      'Saaren lautta palasi eilen liikenteeseen, ja kylän asukkaat ovat siitä iloisia. Kapteeni kertoi, että hän oli odottanut tätä koko talven, mutta korjaus kesti pidempään kuin luultiin.'
    const read = (lang: string) =>
      readHtmlPage(
        `<html lang="${lang}"><h1>Saaren lautta palasi liikenteeseen eilen</h1><p>${text}</p><p>Matka kestää nyt kaksikymmentä minuuttia, ja lippu maksaa saman verran kuin ennen. Kunta aikoo myös rakentaa uuden laiturin, joka valmistuu ensi keväänä.</p>`,
        { fileName: 'x' },
      ).input
    expect(read('fi').language).toBe('fi')
    expect(read('en-US').language).toBe('fi')
  })

  test('bytes that name no encoding are read by the language of the page, and it is said', () => {
    const html = `<html lang="ru"><h1>Паром вернулся в гавань</h1>${'<p>Паром снова ходит каждый час, и в порту этому рады все, кто живёт на острове.</p>'.repeat(3)}`
    const { input, notes } = readHtmlPage(iconv.encode(html, 'windows-1251'), { fileName: 'x' })
    expect(input.headline).toBe('Паром вернулся в гавань')
    expect(notes[0]?.message).toContain('windows-1251')
  })
})

describe('refusals', () => {
  const refusal = (html: string | Uint8Array): void =>
    expect(() => readHtmlPage(html, { fileName: 'x' })).toThrow(ReadRefused)

  test('50,000 nested divs and 5 MB of HTML are refused in under half a second', () => {
    const hostile = ['<div>'.repeat(50_000), '<li><ul>'.repeat(50_000), '<p>word</p>'.repeat(500_000)]
    for (const html of [...hostile, Buffer.alloc(6 * 1024 * 1024, '<p>word</p>')]) {
      const started = cpuMs()
      refusal(html)
      expect(cpuMs() - started).toBeLessThan(500)
    }
  })

  test('thousands of times, paragraphs or nested boxes inside the bounds are read in seconds', () => {
    const start = '<article><h1>Council closes the old bridge</h1>'
    const hostile = [
      `${start}${'<time datetime="2024-01-01">x</time>'.repeat(60_000)}${paragraph.repeat(5)}`,
      `${start}${paragraph.repeat(44_000)}`,
      `${start}${paragraph.repeat(5)}${'<div class="related">'.repeat(1_900)}<a href="/a/b">Some other story here</a>`,
      `${start}${paragraph.repeat(5)}</article>${'<p>copyright</p>'.repeat(50_000)}`,
      `${start}${paragraph.repeat(5)}</article>${Array.from({ length: 20_000 }, (_, index) => `<b class="logo">N${index}</b>`).join('')}`,
      `${start}${'<div class="x">'.repeat(1_500)}${paragraph.repeat(50)}${'</div>'.repeat(1_500)}`,
    ]
    for (const html of hostile) {
      const started = cpuMs()
      expect(readHtmlPage(html, { fileName: 'x' }).input.headline).toBe('Council closes the old bridge')
      // each takes a third of this or less
      expect(cpuMs() - started).toBeLessThan(6_000)
    }
  })

  test('a page without a headline or without text is refused with the reason', () => {
    for (const html of ['', 'no tags here', '<html></html>', '<h1>News</h1><a href="/a">One</a>', '<div></div>'])
      refusal(html)
  })

  test('a page that says it is a collection is refused', () => {
    const ld = '<script type="application/ld+json">{"@type":"CollectionPage","name":"Politics"}</script>'
    refusal(`${ld}<h1>Politics</h1>${paragraph.repeat(5)}`)
  })

  test('mutated pages throw nothing but refusals', () => {
    const pages = facts.map(({ page }) => pageBytes(page))
    const mutation = fc.record({
      page: fc.constantFrom(...pages),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      garble: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 40,
      }),
      twice: fc.boolean(),
    })
    fc.assert(
      fc.property(mutation, ({ page, cut, from, garble, twice }) => {
        const start = Math.floor(page.length * Math.min(from, cut))
        const part = Buffer.from(page.subarray(from < 0.5 ? 0 : start, Math.ceil(page.length * Math.max(from, cut))))
        for (const [share, byte] of garble) if (part.length > 0) part[Math.floor(share * (part.length - 1))] = byte
        try {
          readHtmlPage(twice ? Buffer.concat([part, part]) : part, { fileName: 'x' })
        } catch (error) {
          if (!(error instanceof ReadRefused)) throw error
        }
      }),
      { numRuns: 150 },
    )
  })
})
