import { expect, test } from 'vitest'
import { linked, meta, type Parts, property, read, text } from './a-page.ts'

const keywords = (parts: Parts): string[] =>
  (read(parts).topics ?? []).filter(({ type }) => type === 'KEYWORD').map(({ name }) => name ?? '')
const tags = (...names: string[]): string => names.map((name) => property('article:tag', name)).join('')
const links = (names: string[], rel = '', path = '/tag/'): string =>
  names.map((name, at) => `<a href="${path}${at}"${rel}>${name}</a>`).join(' ')
const three = ['Ferries', 'Old Quay', 'Jane Roe']

test.for<[string, Parts, string[]]>([
  ['article:tag, one each', { head: tags(...three) }, three],
  ['news_keywords', { head: meta('news_keywords', three.join(', ')) }, three],
  ['keywords', { head: meta('keywords', three.join(',')) }, three],
  ['keywords by semicolons', { head: meta('keywords', three.join('; ')) }, three],
  ['keywords by bars', { head: meta('keywords', three.join(' | ')) }, three],
  ['keywords as hashtags', { head: meta('keywords', '#ferries #quay #harbour') }, ['ferries', 'quay', 'harbour']],
  ['keywords in Arabic', { lang: 'ar', head: meta('keywords', 'ميناء، عبارة، رصيف') }, ['ميناء', 'عبارة', 'رصيف']],
  [
    'keywords as JSON',
    { head: meta('keywords', '[&quot;Ferries&quot;, &quot;Old Quay&quot;, &quot;Jane Roe&quot;]') },
    three,
  ],
  ['keywords by wide commas', { lang: 'zh', head: meta('keywords', '大桥，河流，市议会') }, ['大桥', '河流', '市议会']],
  ['keywords without the site', { head: meta('keywords', `${three.join(', ')}, harbourite`) }, three],
  [
    'keywords without the writer',
    { head: meta('keywords', 'Ferries, Anna Holm, Old Quay') + meta('author', 'Anna Holm') },
    ['Ferries', 'Old Quay'],
  ],
  ['keywords that repeat the headline', { head: meta('keywords', 'Countdown to the ferry') }, []],
  [
    'what a system files a page under',
    { head: linked({ keywords: ['tag:Ferries', 'tag:Old Quay', 'section:Local', 'type:Article'] }) },
    ['Ferries', 'Old Quay'],
  ],
  ['parsely-tags', { head: meta('parsely-tags', three.join(',')) }, three],
  ['linked data in a text', { head: linked({ keywords: three.join(', ') }) }, three],
  ['linked data in an array', { head: linked({ keywords: three }) }, three],
  ['linked data in an array of one text', { head: linked({ keywords: [three.join(', ')] }) }, three],
  [
    'linked data in objects',
    { head: linked({ keywords: three.map((name) => ({ '@type': 'DefinedTerm', name })) }) },
    three,
  ],
  [
    'prefixes of systems',
    { head: linked({ keywords: ['tag:Ferries', 'keyword:Old Quay', 'author:Jane Roe', 'topic: Docks'] }) },
    ['Ferries', 'Old Quay', 'Jane Roe', 'Docks'],
  ],
  [
    'names with commas where each stands alone',
    { head: linked({ keywords: ['Roe, Jane', 'Poe, Edgar', 'Ferries'] }) },
    ['Roe, Jane', 'Poe, Edgar', 'Ferries'],
  ],
  ['one keyword in linked data, more in metas', { head: linked({ keywords: 'Tech' }) + tags(...three) }, three],
  [
    'paths of sections',
    { head: linked({ keywords: ['tech/ferries', 'World > Africa > Kenya', 'Docks'] }) },
    ['ferries', 'Kenya', 'Docks'],
  ],
  ['not the section', { head: tags('Tech', ...three) + property('article:section', 'Tech') }, three],
  ['not the site', { head: tags('The Harbourite', ...three) }, three],
  [
    'each once, whatever its letters',
    { head: tags('Ferries', 'ferries', 'FERRIES', 'Old Quay') },
    ['Ferries', 'Old Quay'],
  ],
  [
    'no identifiers',
    { head: tags('Ferries', '4485221', 'iab:IAB12', '7b1f0c2e-1a2b-4c3d-8e9f-001122334455', 'Old Quay') },
    ['Ferries', 'Old Quay'],
  ],
  [
    'no marks between machines',
    { head: linked({ keywords: ['Ferries', 'noads', 'premium', 'Old Quay'] }) },
    ['Ferries', 'Old Quay'],
  ],
  [
    'nothing that is written for search engines',
    {
      head:
        meta(
          'keywords',
          'news, latest news, harbour news today, breaking, headlines, sport, weather, politics, business, ferry times, tide, quay jobs, hotels',
        ) + links([]),
      after: `<div class="tags">${links(three)}</div>`,
    },
    three,
  ],
  ['links to tags', { body: `${text}<footer class="entry-footer">${links(three, ' rel="tag"')}</footer>` }, three],
  [
    'links to tags, not to categories',
    {
      body: `<p>${'The ferry is back. '.repeat(20)}</p><div>${links(['Tech'], ' rel="category tag"', '/category/')} ${links(three, ' rel="tag"')}</div>`,
    },
    three,
  ],
  [
    'a list of tags',
    {
      after: `<ul class="article-tags">${three.map((name) => `<li><a href="/topics/x">${name}</a></li>`).join('')}</ul>`,
    },
    three,
  ],
  [
    'a list of topics whose addresses say nothing',
    { after: `<div class="story-topics">${links(three, '', '/t-')}</div>` },
    three,
  ],
  ['in Spanish', { lang: 'es', after: `<div class="etiquetas">${links(three, '', '/temas/')}</div>` }, three],
  ['in German', { lang: 'de', after: `<div class="article__topics">${links(three, '', '/thema/')}</div>` }, three],
  ['no tags of others', { after: `<aside class="sidebar"><div class="tags">${links(three)}</div></aside>` }, []],
  [
    'no cloud of the site',
    { after: `<div class="widget widget_tag_cloud"><div class="tagcloud">${links(three, ' rel="tag"')}</div></div>` },
    [],
  ],
])('%s', ([, parts, expected]) => {
  expect(keywords(parts)).toEqual(expected)
})
