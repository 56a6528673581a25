import { hash } from 'node:crypto'
import { clientError } from '../../schema/errors.ts'
import { Lru } from '../lru.ts'
import { SideThread, ThreadBusy, TooMuchWork } from '../thread.ts'

/**
 * A sanitised HTML body as CommonMark, made in a side thread and kept while there is room. Throws TIMEOUT for a body that takes too much
 * CPU time, which is known at once when it is asked for again, and UNAVAILABLE where too many wait.
 *
 * Not stored: an article of 4.2 KB of HTML and 3.4 of text has as much again of Markdown, which takes 2 ms where an import has 3 for all
 * of an article.
 */
export function toMarkdown(html: string): Promise<string> {
  const key = hash('sha256', html, 'base64url')
  const made = kept.get(key)
  if (made !== undefined) return made === tooLong ? Promise.reject(takesTooLong()) : Promise.resolve(made)
  const running = making.get(key)
  if (running !== undefined) return running
  const asked = make(key, html).finally(() => making.delete(key))
  making.set(key, asked)
  return asked
}

const megabyte = 2 ** 20
/** What a body may take: 1 s of CPU, and 2 s for each megabyte. Ordinary ones take less than half of that. */
const leastCpuMs = 1_000
const cpuMsPerMegabyte = 2_000
/** UTF-16 units of HTML that may wait. */
const maxWaitingChars = 32 * megabyte

const thread = new SideThread<string, string>(new URL('./markdown-thread.ts', import.meta.url), maxWaitingChars)

/** In the place of Markdown, which never holds it: the body was given up. */
const tooLong = '\0'
const kept = new Lru<string>({
  maxEntries: 10_000,
  maxWeight: 16 * megabyte,
  weightOf: (markdown) => markdown.length + 100,
})
/** What is asked for while it is being made is made once. */
const making = new Map<string, Promise<string>>()

async function make(key: string, html: string): Promise<string> {
  try {
    const markdown = await thread.run(html, leastCpuMs + (cpuMsPerMegabyte * html.length) / megabyte, html.length)
    kept.set(key, markdown)
    return markdown
  } catch (error) {
    if (error instanceof ThreadBusy) throw clientError('UNAVAILABLE')
    if (!(error instanceof TooMuchWork)) throw error
    kept.set(key, tooLong)
    throw takesTooLong()
  }
}

function takesTooLong() {
  return clientError('TIMEOUT', 'This body takes too long to be written as Markdown. Ask for it as HTML or PLAIN_TEXT.')
}
