import { expect, test } from 'vitest'
import { linked, meta, type Parts, property, read, text } from './a-page.ts'

const site = 'https://harbourite.example'
const quay = `${site}/img/quay-2026.jpg`
const og = (url: string): string => property('og:image', url)
const ld = (image: unknown): string => linked({ image })
const publisher = {
  '@type': 'Organization',
  name: 'The Harbourite',
  logo: { '@type': 'ImageObject', url: `${site}/img/wide.png` },
}

test.for<[string, Parts, string | null]>([
  // how addresses are written
  ['whole', { head: og(quay) }, quay],
  ['without a scheme', { head: og('//harbourite.example/img/quay-2026.jpg') }, quay],
  ['from the root', { head: og('/img/quay-2026.jpg') }, quay],
  ['with entities', { head: og(`${quay}?w=1&amp;amp;h=2`) }, `${quay}?w=1&h=2`],
  ['in a meta by name', { head: meta('og:image', quay) }, quay],
  ['for twitter alone', { head: meta('twitter:image:src', quay) }, quay],
  ['in a link', { head: `<link rel="image_src" href="${quay}">` }, quay],
  ['for parsely', { head: meta('parsely-image-url', quay) }, quay],
  // linked data
  ['a text', { head: ld(quay) }, quay],
  ['an array of texts', { head: ld([quay, `${site}/img/quay-square.jpg`]) }, quay],
  ['an object', { head: ld({ '@type': 'ImageObject', url: quay, width: 1200 }) }, quay],
  ['an object with contentUrl', { head: ld({ '@type': 'ImageObject', contentUrl: quay }) }, quay],
  [
    'an array of objects, the largest',
    {
      head: ld([
        { url: `${site}/img/quay-1x1.jpg`, width: 600 },
        { url: quay, width: 1600 },
      ]),
    },
    quay,
  ],
  ['a list', { head: ld({ '@list': [quay] }) }, quay],
  [
    'a reference',
    {
      head:
        linked({ image: { '@id': '#p' } }) +
        `<script type="application/ld+json">{"@type":"ImageObject","@id":"#p","url":"${quay}"}</script>`,
    },
    quay,
  ],
  ['a thumbnail', { head: linked({ thumbnailUrl: quay }) }, quay],
  // what stands for the site
  ...[
    '/img/logo.png',
    '/img/harbourite-logo.png',
    '/img/the_harbourite_logo_fb.png',
    '/img/default.jpg',
    '/img/default-og-image.png',
    '/img/og-image.png',
    '/img/ogimage.jpg',
    '/img/facebook-share.png',
    '/img/fb_share_1200x630.jpg',
    '/img/social-card.png',
    '/img/social-share-default.jpg',
    '/img/no-image-available.png',
    '/img/noimage.jpg',
    '/img/placeholder-news.jpg',
    '/img/harbourite-default-share-image.jpg',
    '/wp-content/themes/news/img/share.jpg',
    '/img/harbourite.svg',
    '/favicon.ico',
    '/img/apple-touch-icon-180.png',
    '/assets/sharing.png',
    '/img/harbourite_twitter_card.png',
    '/images/logos/1200.png',
  ].map((path): [string, Parts, string | null] => [
    `${path} stands for the site`,
    { head: og(`${site}${path}`) + ld(quay) },
    quay,
  ]),
  [
    'the logo of the publisher under another name',
    { head: og(`${site}/img/wide.png`) + linked({ publisher, image: quay }) },
    quay,
  ],
  ['nothing but a logo', { head: og(`${site}/img/logo.png`) }, null],
  ['a second og:image behind a logo', { head: og(`${site}/img/logo.png`) + og(quay) }, quay],
  // what only sounds so
  ...[
    '/img/google-logo-office-2026.jpg',
    '/img/greece-default-on-debt.jpg',
    '/img/facebook-zuckerberg-court.jpg',
    '/img/social-housing-quay.jpg',
    '/styles/social_share/public/2026-01/quay.jpg',
    '/img/twitter-musk-deal.jpg',
    '/sites/default/files/quay.jpg',
    '/img/share-prices-fall-in-london.jpg',
    '/img/icon-of-the-seas-in-port.jpg',
    '/vi/abc123/maxresdefault.jpg',
  ].map((path): [string, Parts, string | null] => [
    `${path} is a motif`,
    { head: og(`${site}${path}`) },
    `${site}${path}`,
  ]),
  // the page shows which of two
  [
    'the stated one that the page shows at its top',
    { head: og(`${site}/img/collage-text.jpg`) + ld(quay), below: `<figure><img src="${quay}" width="800"></figure>` },
    quay,
  ],
  ['og:image where the page shows neither', { head: og(quay) + ld(`${site}/img/other.jpg`), below: '' }, quay],
  [
    'og:image where a writer’s portrait is shown',
    { head: og(quay), below: `<div class="author"><img src="${site}/img/jane.jpg" width="400"></div>` },
    quay,
  ],
  // figures
  ['a figure', { below: `<figure><img src="${quay}" alt="The quay"></figure>` }, quay],
  [
    'the largest of a set',
    {
      below: `<figure><img src="${site}/img/q-300.jpg" srcset="${site}/img/q-300.jpg 300w, ${quay} 1600w, ${site}/img/q-800.jpg 800w"></figure>`,
    },
    quay,
  ],
  [
    'the largest of a picture',
    {
      below: `<figure><picture><source srcset="${site}/img/q-1.webp 400w, ${quay} 1200w"><img src="${site}/img/q.jpg"></picture></figure>`,
    },
    quay,
  ],
  ['a lazy one', { below: `<figure><img src="data:image/gif;base64,R0" data-src="${quay}"></figure>` }, quay],
  ['a lazy set', { below: `<figure><img src="/blank.gif" data-srcset="${quay} 1200w"></figure>` }, quay],
  [
    'one for readers without scripts',
    { below: `<div class="lead-image"><noscript><img src="${quay}"></noscript></div>` },
    quay,
  ],
  [
    'an AMP image',
    { below: `<div class="featured-image"><amp-img src="${quay}" width="1200" height="675"></amp-img></div>` },
    quay,
  ],
  [
    'the thumbnail of a post',
    { below: `<div class="post-thumbnail"><img class="wp-post-image" src="${quay}"></div>` },
    quay,
  ],
  [
    'behind a hero',
    { below: `<div class="hero-image" style="background-image: url('/img/quay-2026.jpg')"></div>` },
    quay,
  ],
  ['behind a hero, lazily', { below: `<div class="hero" data-bg="${quay}"></div>` }, quay],
  ['a poster', { below: `<div class="main-media"><video poster="${quay}" src="/v.mp4"></video></div>` }, quay],
  ['above the headline', { above: `<figure class="article-image"><img src="${quay}"></figure>` }, quay],
  [
    'none of a related story',
    { after: `<div class="related"><figure><img src="${site}/img/other.jpg" width="600"></figure></div>` },
    null,
  ],
  [
    'none of an advertisement',
    { below: `<div class="advert"><figure><img src="${site}/img/shoes.jpg" width="600"></figure></div>`, body: text },
    null,
  ],
  [
    'none of a writer',
    { below: `<figure class="author-photo"><img src="${site}/img/jane.jpg" width="600"></figure>` },
    null,
  ],
])('%s', ([, parts, expected]) => {
  expect(read(parts).image?.url ?? null).toBe(expected)
})
