/**
 * Peak memory of `masthead import` while it reads one large file, which this makes first, as a stream; for `html` a folder of saved pages of
 * 0.5 to 4 MB. Needs an empty scratch database, and room for the files in the folder for temporary files:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/import-memory.ts ndjson|wxr|html [megabytes] [kilobytes a body]
 *
 * Fails where the peak is over 300 MB.
 *
 * It is started as `npm run masthead` starts it; further flags for Node stand in NODE_OPTIONS. The first run after a change of the code
 * needs some 15 MB more than the next, which finds it compiled.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { ArticleInput } from '../../schema/models.ts'

const vocabulary =
  'harbour council ferry market quay river bridge vote budget school storm light winter crew song museum train garden letter field'.split(
    ' ',
  )
const mostMb = 300
const [format = 'ndjson', megabytes = '200', bodyKilobytes = '130'] = process.argv.slice(2)
const root = fileURLToPath(new URL('../../', import.meta.url))
const sayPeak = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))`

const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
try {
  const file = join(folder, `large.${format}`)
  const bytes = Number(megabytes) * 2 ** 20
  if (format === 'html') await writePages(file, bytes)
  else await pipeline(Readable.from(upTo(format === 'wxr' ? wxr() : ndjson(), bytes)), createWriteStream(file))
  const start = performance.now()
  const command = (await masthead()).replace(/ (?:exec )?node /, ` ${process.execPath} --import '${sayPeak}' `)
  const child = spawn(`exec env ${command} import '${file}' --json`, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, reporter] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-500)))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (reporter = (reporter + text).slice(-500)))
  await once(child, 'close')
  const seconds = (performance.now() - start) / 1000
  const peak = Number(/peak (\d+)/.exec(reporter)?.[1]) / 1024
  const size = format === 'html' ? Number(megabytes) : (await stat(file)).size / 2 ** 20
  console.log(output.trim().split('\n').at(-1), child.exitCode === 0 ? '' : reporter)
  console.log(
    `${format}, ${size.toFixed(0)} MB, bodies of ${bodyKilobytes} KB: ${seconds.toFixed(0)} s, ${(size / seconds).toFixed(1)} MB/s, peak RSS ${peak.toFixed(0)} MB`,
  )
  if (!(peak <= mostMb)) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true })
}

async function masthead(): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: { masthead: string }
  }
  return scripts.masthead
}

/** As many of the parts as fit, and always the last. */
function* upTo({ head, items, tail }: Parts, bytes: number): Generator<string> {
  yield head
  let written = 0
  for (const item of items) {
    yield item
    written += item.length
    if (written >= bytes) break
  }
  yield tail
}

interface Parts {
  readonly head: string
  readonly items: Iterable<string>
  readonly tail: string
}

function ndjson(): Parts {
  return {
    head: '',
    items: numbered(
      (n) =>
        `${JSON.stringify({
          externalId: `memory-${n}`,
          url: `https://memory.example/2025/story-${n}`,
          publisher: { name: 'The Memory' },
          headline: `${words(7)} ${n}`,
          language: 'en',
          body: { html: body(n) },
          authors: [{ name: `Author ${n % 300}` }],
          topics: [{ path: `news/part-${n % 20}` }, { path: `tags/tag-${n % 500}` }],
          datePublished: new Date(1_600_000_000_000 + n * 60_000).toISOString(),
        } satisfies ArticleInput)}\n`,
    ),
    tail: '',
  }
}

function wxr(): Parts {
  const authors = Array.from(
    { length: 300 },
    (_, n) =>
      `<wp:author><wp:author_login>author-${n}</wp:author_login><wp:author_display_name>Author ${n}</wp:author_display_name></wp:author>`,
  )
  const terms = Array.from(
    { length: 100 },
    (_, n) =>
      `<wp:category><wp:category_nicename>part-${n}</wp:category_nicename><wp:category_parent>${n < 10 ? '' : `part-${n % 10}`}</wp:category_parent><wp:cat_name>Part ${n}</wp:cat_name></wp:category>`,
  )
  return {
    head: `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Memory</title><link>https://memory.example</link><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
${[...authors, ...terms].join('\n')}
`,
    items: numbered((n) => {
      const date = new Date(1_600_000_000_000 + n * 60_000).toISOString().slice(0, 19).replace('T', ' ')
      return `<item><title>Picture ${n}</title><guid isPermaLink="false">https://memory.example/?attachment_id=${n + 5_000_000}</guid><excerpt:encoded><![CDATA[${words(8)}]]></excerpt:encoded>
<wp:post_id>${n + 5_000_000}</wp:post_id><wp:post_date>${date}</wp:post_date><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://memory.example/wp-content/uploads/${words(3).replaceAll(' ', '-')}-${n}.jpg</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[${words(6)}]]></wp:meta_value></wp:postmeta></item>
<item><title>${words(7)} ${n}</title><link>https://memory.example/2025/story-${n}/</link><dc:creator><![CDATA[author-${n % 300}]]></dc:creator>
<guid isPermaLink="false">https://memory.example/?p=${n + 1}</guid><content:encoded><![CDATA[${body(n)}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${n + 1}</wp:post_id><wp:post_date>${date}</wp:post_date><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:post_name>story-${n}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="part-${n % 100}"><![CDATA[Part ${n % 100}]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[${n + 5_000_000}]]></wp:meta_value></wp:postmeta></item>
`
    }),
    tail: '</channel></rss>\n',
  }
}

/** Pages of 0.5, 1, 2 and 4 MB in turn, most of it menus, teasers and what scripts read, as on the pages of large sites. */
async function writePages(folder: string, bytes: number): Promise<void> {
  await mkdir(folder)
  for (let n = 0, written = 0; written < bytes; n++) {
    const size = 2 ** (19 + (n % 4))
    await writeFile(join(folder, `page-${n}.html`), page(n, size))
    written += size
  }
}

function page(n: number, size: number): string {
  const menu = (): string => `<li class="menu"><a href="/topic/${words(1)}"><span>${words(3)}</span></a></li>`
  const teaser = (): string =>
    `<div class="teaser"><h3><a href="/2025/${words(1)}">${words(8)}</a></h3><p>${words(20)}</p><img src="/${words(1)}.jpg" alt=""></div>`
  return `<!doctype html><html lang="en"><head><title>${words(7)} ${n}</title><meta property="og:site_name" content="The Memory">
<link rel="canonical" href="https://memory.example/2025/page-${n}"></head><body><ul>${filled(menu, size * 0.3)}</ul>
<article><h1>${words(7)} ${n}</h1>${body(n)}</article>
<footer>${filled(teaser, size * 0.4)}</footer><script>window.state = [${filled(() => `"${words(9)}",`, size * 0.3)}]</script></body></html>`
}

function filled(make: () => string, chars: number): string {
  let text = ''
  while (text.length < chars) text += make()
  return text
}

function* numbered(make: (n: number) => string): Generator<string> {
  for (let n = 0; ; n++) yield make(n)
}

/** Paragraphs with a link and emphasis, so that the whole way through the sanitiser is walked. */
function body(n: number): string {
  const paragraphs: string[] = []
  for (let length = 0; length < Number(bodyKilobytes) * 1024; length += paragraphs.at(-1)?.length ?? 0) {
    paragraphs.push(
      `<p>${words(60)} <a href="https://memory.example/2025/story-${Math.floor(n / 2)}">${words(3)}</a> <em>${words(2)}</em> ${words(20)}</p>`,
    )
  }
  return paragraphs.join('\n')
}

function words(count: number): string {
  return Array.from({ length: count }, () => vocabulary[Math.floor(Math.random() * vocabulary.length)]).join(' ')
}
