import { hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { limits } from '../import/normalise/limits.ts'
import { UrlRefused, type UrlRules } from './url-rules.ts'

/** One feed of a feed list. */
export interface Feed {
  /** What it is called in reports; unique in its list. */
  readonly name: string
  readonly url: string
  readonly publisher?: string | undefined
  readonly language?: string | undefined
  /** Path of the topic that all its articles get. */
  readonly topic?: string | undefined
  /** Null: the slug of the publisher. */
  readonly source: string | null
  readonly format: (typeof feedFormats)[number]
  /** Milliseconds from one poll to the next at least. */
  readonly intervalMs: number
  /** Changes with what makes its articles other ones. */
  readonly settings: string
}

/** A feed list can't be used. `problems` has one sentence each, with the place in the list. */
export class FeedListError extends Error {
  override readonly name = 'FeedListError'
  readonly problems: readonly string[]

  constructor(fileName: string, problems: readonly string[]) {
    super(`${fileName} cannot be used:\n${problems.join('\n')}`)
    this.problems = problems
  }
}

/** Not pages: an error page answered with 200 would become an article. */
const feedFormats = ['feed', 'ninjs', 'ndjson', 'wxr'] as const
const maxListBytes = 2 ** 20
const maxFeeds = 5_000

/** Reads a feed list: a JSON array of feeds, at most 1 MB. Throws FeedListError with every problem in it. */
export async function readFeedList(path: string, rules: UrlRules): Promise<readonly Feed[]> {
  const text = await readText(path)
  const json = parsed(text)
  if (json === undefined) throw new FeedListError(path, ['It is not JSON.'])
  const { success, data, error } = list.safeParse(json)
  if (!success) throw new FeedListError(path, error.issues.map(problemOf))
  const feeds = data.map(toFeed)
  const problems = [...refusedUrls(feeds, rules), ...repeated(feeds, 'name'), ...repeated(feeds, 'url')]
  if (problems.length > 0) throw new FeedListError(path, problems)
  return feeds
}

const text = (most: number) =>
  z
    .string('must be a text.')
    .trim()
    .min(1, 'must not be empty.')
    .max(most, `must have at most ${most} characters.`)
    // it is printed and kept
    .regex(/^\P{Cc}*$/u, 'must not hold control characters.')

const entry = z.strictObject({
  name: text(limits.nameChars),
  url: text(limits.urlChars).refine(
    (value) => /^[a-z][a-z\d+.-]*:/i.test(value) && URL.canParse(value),
    'must be a whole address, like https://www.example.org/feed.xml.',
  ),
  publisher: text(limits.nameChars).optional(),
  language: text(limits.nameChars).refine(isLanguage, 'must be a BCP 47 language tag like it or en-GB.').optional(),
  topic: text(limits.topicPathChars)
    .regex(/^[^/\s]+(?:\/[^/\s]+)*$/, 'must be slugs from the root joined by "/", like world/asia.')
    .optional(),
  source: text(limits.sourceChars).optional(),
  minIntervalSeconds: z
    .int('must be whole seconds from 60 to 604800.')
    .min(60, 'must be at least 60.')
    .max(604_800, 'must be at most 604800, a week.')
    .default(900),
  format: z.enum(feedFormats, `must be one of ${feedFormats.join(', ')}.`).default('feed'),
})

const list = z
  .array(entry, 'must be an array of feeds.')
  .min(1, 'has no feeds.')
  .max(maxFeeds, `has more than ${maxFeeds} feeds.`)

function toFeed({ url, source, minIntervalSeconds, ...provided }: z.infer<typeof entry>): Feed {
  const address = new URL(url)
  address.hash = ''
  const feed = { ...provided, url: address.href, source: source ?? null }
  const { name, publisher, language, topic, format } = feed
  const settings = hash('sha256', JSON.stringify([name, publisher, language, topic, feed.source, format]), 'hex')
  return { ...feed, intervalMs: minIntervalSeconds * 1000, settings }
}

function refusedUrls(feeds: readonly Feed[], { check }: UrlRules): string[] {
  return feeds.flatMap(({ url }, index) => {
    try {
      check(new URL(url))
      return []
    } catch (error) {
      if (error instanceof UrlRefused) return [`${index}.url ${error.message}`]
      throw error
    }
  })
}

function repeated(feeds: readonly Feed[], key: 'name' | 'url'): string[] {
  const first = new Map<string, number>()
  return feeds.flatMap((feed, index) => {
    const earlier = first.get(feed[key])
    if (earlier !== undefined) return [`${index}.${key} is that of feed ${earlier}, too.`]
    first.set(feed[key], index)
    return []
  })
}

function problemOf({ path, message, ...issue }: z.core.$ZodIssue): string {
  const provided =
    issue.code === 'unrecognized_keys' ? `has unknown keys: ${issue.keys.join(', ').slice(0, 120)}.` : message
  return `${path.length === 0 ? 'It' : path.join('.')} ${provided}`
}

async function readText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > maxListBytes) throw new FeedListError(path, ['It is larger than 1 MB.'])
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof FeedListError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new FeedListError(path, [code === 'ENOENT' ? 'There is no such file.' : `It cannot be read (${code}).`])
  }
}

/** Undefined where it is not JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isLanguage(tag: string): boolean {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language !== ''
  } catch {
    return false
  }
}
