import { describe, expect, test } from 'vitest'
import { findDate } from '../../../../src/import/dates/human-date.ts'
import { linked, meta, type Parts, property, read, text } from './a-page.ts'

// 15 January 2026 as papers print it.
describe('a date as it is printed', () => {
  test.for<[string, string]>(
    [
      [
        'en',
        'Jan 15 2026|15 Jan, 2026 09:30 IST|15-Jan-2026|Thu 15 Jan 2026|Jan. 15, 2026|January 15th, 2026|15th of January 2026|15th January, 2026|THURSDAY 15 JANUARY 2026|2026/01/15|15 January 2026 at 9.30am|Thursday, Jan 15, 2026 09:30 [IST]|15 Jan ‘26|Jan 15, 2026, 9:30 AM ET|15 January, 2026, 09:30|2026-01-15 09:30:12',
      ],
      [
        'es',
        '15 ene 2026|15 de enero del 2026|15/ene/2026|enero 15, 2026|ENERO 15, 2026|15 ENE. 2026 - 09:30|15 enero, 2026|jueves 15 de enero de 2026 - 9:30 am|15/01/2026 09:30h|15-01-2026|Ene 15, 2026|15 de Ene, 2026|15.01.2026',
      ],
      [
        'pt',
        '15 jan 2026|15 de jan. de 2026|15 jan, 2026|15/01/2026 às 09h30|Janeiro 15, 2026|15.jan.2026 às 9h30|qui, 15 jan 2026|15/jan/2026 09:30|15 DE JANEIRO DE 2026',
      ],
      [
        'fr',
        '15 janv. 2026|15 janvier 2026, 09h30|jeudi 15 janvier 2026|15/01/2026 à 09:30|15 JANVIER 2026|15.01.2026|le 15-01-2026|jeu. 15 janv. 2026',
      ],
      [
        'it',
        '15 gen 2026|15 Gennaio 2026|giovedì 15 gennaio 2026|15/01/2026 09:30|Gennaio 15, 2026|15.01.2026|15 Gen, 2026|gio 15 gen 2026 ore 9:30',
      ],
      [
        'de',
        '15. Jan. 2026|15. Januar 2026, 09:30 Uhr|Do., 15.01.2026|15.1.2026|15 Januar 2026|15. Jänner 2026|Donnerstag, 15. Januar 2026|15.01.26, 09:30',
      ],
      ['nl', '15 jan. 2026|donderdag 15 januari 2026|15-01-2026 09:30|15 januari 2026 om 09:30|do 15 jan 2026'],
      ['pl', '15 stycznia 2026|15.01.2026, godz. 9:30|15 sty 2026|15-01-2026|czwartek, 15 stycznia 2026 r.|2026-01-15'],
      ['cs', '15. ledna 2026|15. 1. 2026|15.1.2026 9:30|čtvrtek 15. ledna 2026|15. led 2026'],
      ['sk', '15. januára 2026|15. 1. 2026 o 09:30|štvrtok, 15. januára 2026|15.01.2026'],
      ['hu', '2026. január 15.|2026.01.15. 09:30|2026. jan. 15. csütörtök|2026.01.15|2026-01-15'],
      ['ro', '15 ianuarie 2026|15 ian. 2026|joi, 15 ianuarie 2026|15.01.2026, 09:30|15 Ian 2026'],
      ['bg', '15 януари 2026|15.01.2026 г.|15 яну 2026|15 Яну. 2026 г. 09:30|четвъртък, 15 януари 2026'],
      [
        'sr',
        '15. januar 2026.|15.01.2026. 09:30|15. jan 2026|четвртак, 15. јануар 2026.|15. januara 2026.|15.1.2026|čet, 15. jan 2026, 09:30',
      ],
      ['hr', '15. siječnja 2026.|15.01.2026. u 09:30|15. sij 2026.|četvrtak, 15.1.2026.|15. siječanj 2026'],
      ['bs', '15. januar 2026.|15. januara 2026. 09:30|15.01.2026.'],
      ['sl', '15. januar 2026|15. januarja 2026|15. 1. 2026 ob 9.30|15.01.2026|čet, 15. 1. 2026'],
      ['mk', '15 јануари 2026|15.01.2026|15 јан. 2026'],
      ['sq', '15 janar 2026|15 Janar, 2026|15/01/2026|15 Jan 2026'],
      ['el', '15 Ιανουαρίου 2026|15 Ιαν 2026|15/01/2026 09:30|15 Ιαν. 2026|Πέμπτη 15 Ιανουαρίου 2026|15.01.2026'],
      ['tr', '15 Ocak 2026 Perşembe|15.01.2026 09:30|15 Ocak 2026 - 09:30|15 Oca 2026|Ocak 15, 2026|15/01/2026'],
      ['az', '15 yanvar 2026|15 Yanvar 2026, 09:30|15.01.2026'],
      [
        'ru',
        '15 января 2026|15 января 2026 г.|15 янв. 2026|15.01.2026 09:30|Четверг, 15 января 2026|15 янв 2026, 09:30|2026-01-15|15 Января, 2026',
      ],
      ['uk', '15 січня 2026|15 січ. 2026|15 січня 2026 р.|15.01.2026, 09:30|Четвер, 15 січня 2026|15 Січня, 2026'],
      ['be', '15 студзеня 2026|15 студзеня 2026 г.|15.01.2026|15 сту 2026'],
      ['kk', '15 қаңтар 2026|2026 ж. 15 қаңтар|2026 жылғы 15 қаңтар|15.01.2026'],
      ['lt', '2026 m. sausio 15 d.|2026-01-15 09:30|2026 sausio 15 d.|2026 sausio 15|2026.01.15|Sausio 15, 2026'],
      [
        'lv',
        '2026. gada 15. janvāris|15. janvāris, 2026|15.01.2026|15. janv., 2026|2026. gada 15. janvārī|15. janvāris 2026',
      ],
      ['et', '15. jaanuar 2026|15.01.2026 09:30|15. jaan 2026|15. jaanuaril 2026'],
      ['fi', '15.1.2026 klo 9.30|15. tammikuuta 2026|15.1.2026|to 15.1.2026'],
      ['sv', '15 januari 2026 kl. 09.30|15 jan 2026|2026-01-15|torsdag 15 januari 2026|15 jan. 2026'],
      ['da', '15. januar 2026 kl. 9.30|15. jan. 2026|15/1/2026|15. jan 2026|torsdag d. 15. januar 2026'],
      ['nb', '15. januar 2026|15. jan. 2026, kl. 09:30|15.01.2026|15. jan 2026'],
      ['is', '15. janúar 2026|15. jan. 2026|15.01.2026'],
      ['ca', '15 de gener de 2026|15 gener 2026|15/01/2026 09:30|15 de gener del 2026|15 gen. 2026'],
      ['gl', '15 de xaneiro de 2026|15 xaneiro 2026|15 xan 2026|15/01/2026'],
      ['eu', '2026ko urtarrilaren 15a|2026-01-15|2026/01/15|2026 urtarrila 15'],
      [
        'ar',
        '15 يناير 2026|١٥ يناير ٢٠٢٦|15 كانون الثاني 2026|15 يناير، 2026|الخميس 15 يناير 2026|15/01/2026|2026/01/15|15 جانفي 2026|15 يناير/كانون الثاني 2026',
      ],
      ['he', '15 בינואר 2026|15.01.2026|15/01/2026 09:30|15 ינואר 2026|ה-15 בינואר 2026'],
      ['hi', '15 जनवरी 2026|१५ जनवरी २०२६|जनवरी 15, 2026|15 Jan 2026|15 जन॰ 2026|Jan 15, 2026, 09:30 IST'],
      ['bn', '১৫ জানুয়ারি ২০২৬|১৫ জানুয়ারী ২০২৬|১৫ জানুয়ারি, ২০২৬|15 জানুয়ারি 2026'],
      ['mr', '15 जानेवारी 2026|१५ जानेवारी २०२६'],
      ['ta', '15 ஜனவரி 2026|ஜனவரி 15, 2026|15 ஜன. 2026'],
      ['te', '15 జనవరి 2026|జనవరి 15, 2026'],
      ['ml', '2026 ജനുവരി 15|15 ജനുവരി 2026'],
      ['th', '15 มกราคม 2569|15 ม.ค. 2569|15 มกราคม พ.ศ. 2569|15 ม.ค. 69'],
      [
        'vi',
        '15/01/2026 09:30|Thứ năm, 15/1/2026|15 tháng 1, 2026|ngày 15 tháng 1 năm 2026|15-01-2026|15 Tháng Một, 2026',
      ],
      ['id', '15 Januari 2026|15 Jan 2026|Kamis, 15 Jan 2026 09:30 WIB|15/01/2026, 09:30 WIB|Januari 15, 2026'],
      ['ms', '15 Januari 2026|15 Jan 2026|Jan 15, 2026|15 Januari, 2026'],
      ['fil', 'Enero 15, 2026|January 15, 2026|Ene 15, 2026|ika-15 ng Enero 2026'],
      ['sw', '15 Januari 2026|Januari 15, 2026|Alhamisi, Januari 15, 2026|15 Januari, 2026'],
      ['ha', '15 Janairu 2026|Janairu 15, 2026|15 Janairu, 2026'],
      ['so', 'Janaayo 15, 2026|15 Janaayo 2026|January 15, 2026'],
      ['af', '15 Januarie 2026|15 Jan. 2026|Januarie 15, 2026'],
      ['zu', '15 Januwari 2026|Januwari 15, 2026|15 January 2026'],
      ['fa', '15 ژانویه 2026|۱۵ ژانویهٔ ۲۰۲۶|15 ژانویه, 2026'],
      ['ur', '15 جنوری 2026|جنوری 15, 2026|15 جنوری، 2026'],
      [
        'ja',
        '2026年1月15日|2026年01月15日 09時30分|2026/01/15 09:30|2026.01.15|2026年1月15日(木)|2026年1月15日 木曜日',
      ],
      ['zh', '2026年1月15日|2026-01-15 09:30|2026年01月15日09:30|2026/01/15|2026-1-15'],
      ['ko', '2026년 1월 15일|2026.01.15 09:30|2026-01-15|2026. 1. 15.|2026년01월15일'],
      ['ka', '15 იანვარი 2026|15 იანვარი, 2026|15.01.2026'],
      ['hy', '15 հունվարի 2026|15 Հունվար 2026|15.01.2026'],
      ['cy', '15 Ionawr 2026'],
      ['ga', '15 Eanáir 2026'],
      ['mt', '15 ta’ Jannar 2026'],
    ].flatMap(([language = '', dates = '']) =>
      dates.split('|').map((date): [string, string] => [language, date.trim()]),
    ),
  )('%s: %s', ([language, date]) => {
    expect(findDate(date, language)?.day).toBe('2026-01-15')
  })
})

// Where systems write it.
describe('a page dated', () => {
  test.for<[string, Parts, string | null]>([
    [
      'by the data of an application, beside those of other stories',
      {
        head: `<script id="__NEXT_DATA__" type="application/json">{"props":{"latest":[{"title":"Other","publishedAt":"2025-05-05T01:00:00Z"}],"article":{"id":7,"title":"Countdown to the ferry","body":"…","publishedAt":"2026-01-15T09:30:00Z"},"more":[{"title":"Third","publishedAt":"2025-07-07T01:00:00Z"}]}}</script>`,
      },
      '2026-01-15',
    ],
    ['by a timestamp in seconds', { head: meta('article:published_time', '1768469400') }, '2026-01-15'],
    ['by prism', { head: meta('prism.publicationDate', '2026-01-15') }, '2026-01-15'],
    ['by a meta of Weibo', { head: meta('weibo: article:create_at', '2026-01-15 09:30:00') }, '2026-01-15'],
    ['by dcterms.available', { head: meta('dcterms.available', '2026-01-15') }, '2026-01-15'],
    [
      'by parsely-page',
      {
        head: meta(
          'parsely-page',
          '{&quot;title&quot;:&quot;x&quot;,&quot;pub_date&quot;:&quot;2026-01-15T09:30:00Z&quot;}',
        ),
      },
      '2026-01-15',
    ],
    [
      'in linked data of a page about it',
      {
        head: '<script type="application/ld+json">{"@type":"WebPage","name":"Countdown to the ferry","datePublished":"2026-01-15T09:30:00+00:00"}</script>',
      },
      '2026-01-15',
    ],
    ['in linked data with spaces', { head: linked({ datePublished: ' 2026-01-15 09:30:00 ' }) }, '2026-01-15'],
    ['in linked data the American way', { head: linked({ datePublished: 'January 15, 2026 9:30 am' }) }, '2026-01-15'],
    [
      'in linked data by a script’s clock',
      { head: linked({ datePublished: 'Thu Jan 15 2026 09:30:00 GMT+0000 (Coordinated Universal Time)' }) },
      '2026-01-15',
    ],
    ['by a time without datetime', { below: '<time>15 January 2026</time>' }, '2026-01-15'],
    [
      'by a time whose datetime is a sentence',
      { below: '<time datetime="15 January 2026 - 09:30">today</time>' },
      '2026-01-15',
    ],
    [
      'by a time beside a changed one',
      {
        below:
          '<div>Updated <time datetime="2026-01-17T01:00Z">17 Jan</time> Published <time datetime="2026-01-15T01:00Z">15 Jan</time></div>',
      },
      '2026-01-15',
    ],
    [
      'by the first of two without words',
      { below: '<time datetime="2026-01-15T01:00Z">15 Jan</time> <time datetime="2026-01-17T01:00Z">17 Jan</time>' },
      '2026-01-15',
    ],
    [
      'by the title of a relative time',
      { below: '<span class="ago" title="15 January 2026 09:30">2 hours ago</span>' },
      '2026-01-15',
    ],
    [
      'by a component of relative times',
      { below: '<relative-time datetime="2026-01-15T09:30:00Z">2 hours ago</relative-time>' },
      '2026-01-15',
    ],
    [
      'by an abbreviation, as microformats do',
      { below: '<abbr class="published" title="2026-01-15T09:30:00Z">yesterday</abbr>' },
      '2026-01-15',
    ],
    [
      'by parts of a calendar leaf',
      {
        below:
          '<div class="post-date"><span class="day">15</span><span class="month">Jan</span><span class="year">2026</span></div>',
      },
      '2026-01-15',
    ],
    [
      'by a leaf with the month first',
      { below: '<div class="date"><span>Jan</span><span>15</span><span>2026</span></div>' },
      '2026-01-15',
    ],
    ['above the headline', { above: '<div class="date">15 January 2026</div>' }, '2026-01-15'],
    ['behind the text', { body: `${text}<p class="published">Published: 15 January 2026</p>` }, '2026-01-15'],
    ['in its address by months', { url: 'https://harbourite.example/2026/01/15/' }, '2026-01-15'],
    ['in its address in one number', { url: 'https://harbourite.example/news/20260115/countdown' }, '2026-01-15'],
    [
      'in its address behind the slug',
      { url: 'https://harbourite.example/news/countdown-2026-01-15.html' },
      '2026-01-15',
    ],
    ['in its address the European way', { url: 'https://harbourite.example/news/15-01-2026/countdown' }, '2026-01-15'],
    ['in its address by an id', { url: 'https://harbourite.example/news/countdown-20260115-1' }, '2026-01-15'],
    ['not by an id that only looks so', { url: 'https://harbourite.example/news/countdown-20269915' }, null],
    ['not by a change alone', { head: property('article:modified_time', '2026-01-17T01:00:00Z') }, null],
    [
      'not by today’s date over the menu',
      {
        h1: 'Countdown to the ferry',
        above:
          '</header></article></main><div class="topbar"><span class="today">Thursday, 15 January 2026</span></div><main><article><header>',
      },
      null,
    ],
    [
      'not by the date of an event',
      { body: `<div class="event"><p>When: 20 March 2026, 20:00</p></div>${text}` },
      null,
    ],
    [
      'not by a list of other stories',
      {
        after:
          '<ul class="news-list"><li><span class="date">5 May 2025</span> <a href="/x">Other</a></li><li><span class="date">4 May 2025</span> <a href="/y">Third</a></li></ul>',
      },
      null,
    ],
    ['in the old meta of OpenGraph', { head: property('og:pubdate', '2026-01-15T10:00:00') }, '2026-01-15'],
    [
      'in figures that the country of the page puts in order',
      { head: property('og:locale', 'en_GB'), below: '<p class="date">05/01/2026</p>' },
      '2026-01-05',
    ],
    [
      'not in figures of which a plugin alone says the order',
      { head: property('og:locale', 'en_US'), below: '<p class="date">05/01/2026</p>' },
      null,
    ],
    ['in the Persian calendar', { lang: 'fa', below: '<p class="date">۲۵ دی ۱۴۰۴ - ۱۰:۳۰</p>' }, '2026-01-15'],
    ['in Persian figures', { lang: 'fa', below: '<p class="date">۱۴۰۴/۱۰/۲۵</p>' }, '2026-01-15'],
    ['in a Japanese era', { lang: 'ja', below: '<p class="date">令和8年1月15日</p>' }, '2026-01-15'],
    ['not in figures that are no date', { below: '<p class="date">1404/10/25</p>' }, null],
  ])('%s', ([, parts, expected]) => {
    expect(read(parts).datePublished?.slice(0, 10) ?? null).toBe(expected)
  })
})
