import { setTimeout as wait } from 'node:timers/promises'

/** What clients have met in one phase. */
export interface Figures {
  phase: string
  seconds: number
  reads: number
  /** Reads that were answered by anything but 200 with data. */
  failedReads: number
  writes: number
  /** Tries of a write that were answered by an error and made again. */
  retried: number
  /** Reads of the writer's own article, right after its acknowledgement, that showed less than it had written. */
  notItsOwn: number
  /** The longest time between two acknowledged writes, in ms. */
  longestGapMs: number
  readP50Ms: number
  readP99Ms: number
}

/** Clients that read and write all along, through the proxy. */
export interface Clients {
  /** Ends the phase and begins the next one. */
  phase(name: string): Figures
  /** What every acknowledged write has left: the headline by the article's slug. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** What reads were answered that failed, a few of them. */
  readonly failures: readonly string[]
  stop(): Promise<void>
}

const articlesEach = 50
const upsert = `mutation ($articles: [ArticleInput!]!) {
  upsertArticles(input: { source: "topology", articles: $articles }) { results { outcome userErrors { message } } }
}`

/** `writers` with a key that may write, each with articles of its own, and `readers` without a key. */
export function startClients(url: string, key: string, writers: number, readers: number): Clients {
  const acknowledged = new Map<string, string>()
  const failures: string[] = []
  let isOver = false
  let current = newFigures('start')
  let latencies: number[] = []
  let phaseAt = performance.now()
  let acknowledgedAt = performance.now()

  async function post(body: object, auth: boolean): Promise<{ status: number; data: any; errors: unknown }> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(auth && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    })
    const { data, errors } = await response.json()
    return { status: response.status, data, errors }
  }

  async function write(writer: number): Promise<void> {
    for (let turn = 0; !isOver; turn++) {
      const slug = `w${writer}-${turn % articlesEach}`
      const headline = `Writer ${writer}, version ${turn}`
      const article = { externalId: slug, slug, headline, language: 'en', publisher: { name: 'A press' } }
      for (;;) {
        const outcome = await post(
          { query: upsert, variables: { articles: [{ ...article, datePublished: '2026-01-01T00:00:00Z' }] } },
          true,
        ).catch(() => null)
        if (outcome?.status === 200 && outcome.data?.upsertArticles.results[0].userErrors.length === 0) break
        // it may have been written or not; the same once more changes nothing
        current.retried++
        if (isOver) return
        await wait(200)
      }
      acknowledged.set(slug, headline)
      current.writes++
      current.longestGapMs = Math.max(current.longestGapMs, performance.now() - acknowledgedAt)
      acknowledgedAt = performance.now()
      const own = await post({ query: `{ article(by: { slug: "${slug}" }) { headline } }` }, true).catch(() => null)
      if (own?.status === 200 && own.data?.article?.headline !== headline) current.notItsOwn++
      await wait(20)
    }
  }

  const queries = [
    '{ articles(first: 10) { nodes { id headline publisher { name } } } }',
    '{ articles(first: 3, filter: { languages: ["en"] }) { count { value } nodes { headline } } }',
    '{ search(query: "version", first: 3) { nodes { headline } } }',
  ]
  async function read(reader: number): Promise<void> {
    for (let turn = reader; !isOver; turn++) {
      const slug = `w${turn % 2}-${turn % articlesEach}`
      const query =
        turn % 2 === 0 ? `{ article(by: { slug: "${slug}" }) { headline } }` : (queries[turn % queries.length] ?? '')
      const from = performance.now()
      try {
        const response =
          turn % 3 === 0
            ? await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
            : await fetch(`${url}/graphql`, {
                method: 'POST',
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ query }),
              })
        const text = await response.text()
        latencies.push(performance.now() - from)
        if (response.status !== 200 || JSON.parse(text).errors !== undefined)
          fail(`${response.status} ${text.slice(0, 200)}`)
      } catch (error) {
        fail(String((error as Error).cause ?? error))
      }
      current.reads++
      await wait(5)
    }
  }

  function fail(reason: string): void {
    current.failedReads++
    if (failures.length < 20) failures.push(`${current.phase}: ${reason}`)
  }

  const running = [
    ...Array.from({ length: writers }, (_, writer) => write(writer)),
    ...Array.from({ length: readers }, (_, reader) => read(reader)),
  ]
  return {
    acknowledged,
    failures,
    phase(name) {
      const sorted = latencies.toSorted((a, b) => a - b)
      const at = (part: number): number => Math.round(sorted[Math.floor(sorted.length * part)] ?? 0)
      const ended = {
        ...current,
        seconds: Math.round((performance.now() - phaseAt) / 100) / 10,
        // a gap that is still open counts too
        longestGapMs: Math.round(Math.max(current.longestGapMs, performance.now() - acknowledgedAt)),
        readP50Ms: at(0.5),
        readP99Ms: at(0.99),
      }
      current = newFigures(name)
      latencies = []
      phaseAt = performance.now()
      return ended
    },
    async stop() {
      isOver = true
      await Promise.all(running)
    },
  }
}

function newFigures(phase: string): Figures {
  return {
    phase,
    seconds: 0,
    reads: 0,
    failedReads: 0,
    writes: 0,
    retried: 0,
    notItsOwn: 0,
    longestGapMs: 0,
    readP50Ms: 0,
    readP99Ms: 0,
  }
}
