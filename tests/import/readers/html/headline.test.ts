import { expect, test } from 'vitest'
import { linked, meta, type Parts, property, read } from './a-page.ts'

const headlineOf = 'Ferry is back at last after two years of works'
const both = property('og:title', headlineOf) + linked({ headline: headlineOf })

// What the page shows, what it states, and which of them is the headline.
test.for<[string, Parts, string]>([
  [
    'an h1 alone against linked data, og:title and title',
    { h1: 'Back on the water', head: both, title: headlineOf },
    headlineOf,
  ],
  [
    'an h1 alone against linked data and og:title',
    { h1: 'Back on the water again', head: both, title: 'Back | The Harbourite' },
    headlineOf,
  ],
  ['an h1 that the title bears out', { h1: 'Back on the water again', head: both }, 'Back on the water again'],
  [
    'an h1 that twitter:title bears out',
    { h1: 'Back on the water again', head: both + meta('twitter:title', 'Back on the water again'), title: headlineOf },
    'Back on the water again',
  ],
  [
    'an h1 against og:title and title alone',
    { h1: 'Back on the water again', head: property('og:title', headlineOf), title: `${headlineOf} | The Harbourite` },
    'Back on the water again',
  ],
  [
    'an h1 of which the statements are cut',
    {
      h1: `${headlineOf} in the yard`,
      head: property('og:title', 'Ferry is back at last after…') + linked({ headline: 'Ferry is back at last after…' }),
      title: 'Ferry is back…',
    },
    `${headlineOf} in the yard`,
  ],
  [
    'a link to itself in the h1',
    { h1: `${headlineOf} <a class="headerlink" href="#ferry">¶</a>`, title: headlineOf },
    headlineOf,
  ],
  ['a link to edit it', { h1: `${headlineOf} <small><a href="/edit">Edit</a></small>`, title: headlineOf }, headlineOf],
  [
    'a link around all of it',
    { h1: `<a class="permalink" href="/x">${headlineOf}</a>`, title: headlineOf },
    headlineOf,
  ],
  ['an h1 in capitals', { h1: headlineOf.toUpperCase(), head: both }, headlineOf],
  ['a section in the h1', { h1: 'Opinion', head: both, title: `${headlineOf} | Opinion | The Harbourite` }, headlineOf],
  ['a label before it in the h1', { h1: `<span class="label">Watch</span> ${headlineOf}`, head: both }, headlineOf],
  [
    'a kicker in the h1 that the statements have, too',
    {
      h1: `<span class="kicker">Harbour</span><span class="visually-hidden">: </span><span>${headlineOf}</span>`,
      head: property('og:title', `Harbour: ${headlineOf}`) + linked({ headline: `Harbour: ${headlineOf}` }),
      title: `Harbour: ${headlineOf} | The Harbourite`,
    },
    headlineOf,
  ],
  [
    'a section behind a bar in the statements',
    {
      h1: headlineOf,
      head: property('og:title', `${headlineOf} | Tech`) + linked({ headline: `${headlineOf} | Tech` }),
      title: `${headlineOf} | Tech | The Harbourite`,
    },
    headlineOf,
  ],
  [
    'an h1 that the page hides from all but readers of screens',
    { h1: `</h1><h2 class="title">${headlineOf}</h2><h1 hidden>The Harbourite`, head: both },
    headlineOf,
  ],
  ['two lines of a heading', { h1: `Ferry is back at last<br>after two years of works`, head: both }, headlineOf],
  [
    'parts of a heading that styles set apart',
    { h1: `<span>Ferry is back at last</span> <span>after two years of works</span>`, head: both },
    headlineOf,
  ],
  [
    'entities twice over',
    {
      h1: 'Ferry &amp; yard: “back” at last',
      head: property('og:title', 'Ferry &amp;amp; yard: &quot;back&quot; at last'),
      title: 'Ferry &amp; yard',
    },
    'Ferry & yard: “back” at last',
  ],
])('%s', ([, parts, expected]) => {
  expect(read(parts).headline).toBe(expected)
})

// Without a heading: what is the site's in a title goes, by its host or by a bar.
test.for<[string, string, string]>([
  [`${headlineOf} | Nation`, 'https://nation.africa/kenya/news/ferry-1', headlineOf],
  [`${headlineOf} - The Standard`, 'https://www.standardmedia.co.ke/article/ferry', headlineOf],
  [`${headlineOf} – Punch Newspapers`, 'https://punchng.com/ferry-is-back/', headlineOf],
  [`${headlineOf} - Times of India`, 'https://timesofindia.indiatimes.com/ferry/1.cms', headlineOf],
  [`${headlineOf} - EL PAÍS`, 'https://elpais.com/ferry.html', headlineOf],
  [`${headlineOf} - BBC News`, 'https://www.bbc.co.uk/news/uk-1', headlineOf],
  [`${headlineOf} | World | News`, 'https://paper.example/a', headlineOf],
  [`${headlineOf} :: Dnevnik.bg`, 'https://www.dnevnik.bg/a', headlineOf],
  [`${headlineOf} » Blog of Jane`, 'https://jane.example/a', headlineOf],
  [`RFI - ${headlineOf}`, 'https://www.rfi.fr/en/a', headlineOf],
  [`${headlineOf} - Vanguard News`, 'https://www.vanguardngr.com/a', headlineOf],
  [`${headlineOf} - Mail Online`, 'https://www.dailymail.co.uk/a', headlineOf],
  ['Ferry is back - at last', 'https://paper.example/a', 'Ferry is back - at last'],
  [
    'Back on the water - the ferry returns to its old quay',
    'https://paper.example/a',
    'Back on the water - the ferry returns to its old quay',
  ],
])('a title alone: %s', ([title, url, expected]) => {
  expect(read({ h1: '', title, url, site: '' }).headline).toBe(expected)
})
