import { expect, it } from 'vitest'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'

const words = (name: string): string =>
  `<p>The ${name} met on Tuesday and agreed to look at the plan again before the winter, when the new budget is due and the harbour has to be dredged.</p>`
const page = (inner: string): string =>
  `<!doctype html><html lang="en"><head><title>Vote on video</title><link rel="canonical" href="https://t.example/vote"></head><body><article><h1>Vote on video</h1>${words('council')}${words('mayor')}${inner}${words('board')}</article></body></html>`
const bodyOf = (inner: string): string =>
  String((readHtmlPage(Buffer.from(page(inner)), { fileName: 'x' }).input.body as { html: string }).html)

it.each([
  [
    '<figure><iframe src="https://www.youtube.com/embed/abc123"></iframe><figcaption>The vote on video</figcaption></figure>',
    'https://www.youtube.com/embed/abc123',
    'The vote on video',
  ],
  [
    '<iframe src="//player.vimeo.com/video/7" title="The vote"></iframe>',
    'https://player.vimeo.com/video/7',
    'The vote',
  ],
  [
    '<video controls src="/clip.mp4" poster="/p.jpg"></video>',
    'https://t.example/clip.mp4',
    'https://t.example/clip.mp4',
  ],
  [
    '<audio controls><source src="https://t.example/talk.mp3"></audio>',
    'https://t.example/talk.mp3',
    'https://t.example/talk.mp3',
  ],
  ['<iframe src="https://charts.example/1/" title="Chart"></iframe>', 'https://charts.example/1/', 'Chart'],
])('what a page plays or embeds is a link where it stood: %s', (inner, url, title) => {
  expect(bodyOf(inner)).toContain(`<p><a href="${url}">${title}</a></p>`)
})

it.each([
  '<iframe src="https://ads.doubleclick.net/x" title="Ad"></iframe>',
  '<iframe src="https://nobody.example/frame"></iframe>',
  '<iframe src="https://www.youtube.com/embed/a" width="1" height="1"></iframe>',
  '<iframe src="https://www.youtube.com/embed/a" style="display:none"></iframe>',
])('what shows nothing of the text is left out: %s', (inner) => {
  expect(bodyOf(inner)).not.toContain('<a ')
})
