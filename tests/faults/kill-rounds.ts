import { rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connectDatabase } from '../../src/db/connect.ts'
import { openEmbeddedDatabase } from '../../src/db/embedded/open.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { freePort } from '../support/servers/free-port.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { makeTempDir } from '../support/test-server.ts'

const targets = ['gateway', 'import command', 'database server'] as const
type Target = (typeof targets)[number]

/** What came of the rounds. */
export interface KillFigures {
  /** How often each was killed while it was at work. */
  readonly kills: Readonly<Record<Target, number>>
  /** Articles whose mutation was answered, and articles of imports that ended well. */
  readonly acknowledged: number
  /** Mutations that were never answered; they may be done or not. */
  readonly unanswered: number
  /** Headlines that were acknowledged and are not there. */
  readonly lost: readonly string[]
  /** Headlines that are there more than once. */
  readonly doubled: readonly string[]
}

const pepper = 'a pepper for the tests'
/** Items of one file that is imported. */
const importItems = 200
/** Clients that write by mutations all along. */
const writers = 3

/**
 * Kills, round by round in turn, the gateway, a command that imports, and the embedded server, with SIGKILL at a moment of chance, while
 * clients write and a file is imported; has them start again, and compares what is there with what was acknowledged.
 * `report` hears of each round.
 */
export async function runKillRounds(rounds: number, report: (line: string) => void): Promise<KillFigures> {
  const dataDir = makeTempDir()
  const port = await freePort()
  const env = {
    DATABASE_URL: '',
    MASTHEAD_DATA_DIR: dataDir,
    PORT: String(port),
    KEY_PEPPER: pepper,
    LOG_LEVEL: 'silent',
  }
  const key = await makeKey(dataDir)
  const acknowledged = new Set<string>()
  let unanswered = 0
  const kills: Record<Target, number> = { gateway: 0, 'import command': 0, 'database server': 0 }

  let compared: Pick<KillFigures, 'lost' | 'doubled'> = { lost: [], doubled: [] }
  let gateway = await serve()
  async function serve() {
    const started = startCli(['serve', '--no-samples'], env)
    await started.printed(/Ctrl-C stops it/)
    return started
  }

  /** Writes until it is told to stop; what was not answered is sent again, as a client does. */
  async function write(round: number, writer: number, stop: AbortSignal): Promise<void> {
    for (let n = 0; !stop.aborted; n++) {
      const headlines = [0, 1].map((item) => `Mutation ${round} ${writer} ${n} ${item}`)
      while (!(await isSaved(port, key, headlines))) {
        unanswered++
        if (stop.aborted) return
        await sleep(20)
      }
      for (const headline of headlines) acknowledged.add(headline)
    }
  }

  for (let round = 0; round < rounds; round++) {
    const target = targets[round % targets.length] ?? 'gateway'
    const file = join(dataDir, `import-${round}.ndjson`)
    const headlines = Array.from({ length: importItems }, (_, item) => `Import ${round} ${item}`)
    await writeFile(file, headlines.map((headline) => JSON.stringify(itemOf(headline))).join('\n'))
    const stop = new AbortController()
    const writing = Array.from({ length: writers }, (_, writer) => write(round, writer, stop.signal))
    const importing = startCli(['import', file, '--source', 'kill'], env)
    await sleep(Math.random() * 3_000)
    if (target === 'gateway') gateway.kill()
    else if (target === 'import command') importing.kill()
    else killServer(dataDir)
    kills[target]++
    if (target === 'gateway') {
      await gateway.ended
      gateway = await serve()
    }
    const first = await importing.ended
    // an import that was cut off goes on where it was
    const { code, stderr } = first.code === 0 ? first : await runCli(['import', file, '--source', 'kill'], env)
    if (code === 0) for (const headline of headlines) acknowledged.add(headline)
    else report(`round ${round}: the import did not go on: ${stderr.trim()}`)
    await answering(port)
    stop.abort()
    await Promise.all(writing)
    await rm(file)
    compared = compare(acknowledged, await readHeadlines(dataDir))
    const { lost, doubled } = compared
    report(
      `round ${round}: killed the ${target}; ${acknowledged.size} articles acknowledged, ${lost.length} lost, ${doubled.length} doubled; ` +
        `${unanswered} mutations unanswered`,
    )
    if (lost.length + doubled.length > 0) break
  }
  gateway.stop()
  await gateway.ended
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20 })
  return { kills, acknowledged: acknowledged.size, unanswered, ...compared }
}

/** `counts`: how often each headline is there. */
function compare(acknowledged: ReadonlySet<string>, counts: ReadonlyMap<string, number>) {
  return {
    lost: [...acknowledged].filter((headline) => !counts.has(headline)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([headline]) => headline),
  }
}

function itemOf(headline: string) {
  return { externalId: headline, headline, language: 'en', publisher: { name: 'The Post' } }
}

async function makeKey(dataDir: string): Promise<string> {
  const made = await runCli(['migrate'], { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir })
  if (made.code !== 0) throw new Error(made.stderr)
  return await withDatabase(dataDir, async (db) => {
    const { secret } = await createApiKey(
      db,
      createDigest(pepper, () => undefined),
      {
        name: 'Kill rounds',
        scopes: ['CONTENT_READ', 'CONTENT_WRITE'],
        pointsPerMinute: 1_000_000,
      },
    )
    if (secret === null) throw new Error('There is no key.')
    return secret
  })
}

async function withDatabase<T>(
  dataDir: string,
  work: (db: ReturnType<typeof connectDatabase>['db']) => Promise<T>,
): Promise<T> {
  const server = await openEmbeddedDatabase({ dataDir, role: 'command' })
  const database = connectDatabase({ url: server.url })
  try {
    return await work(database.db)
  } finally {
    await database.close()
    await server.close()
  }
}

const saving = 'mutation ($input: UpsertArticlesInput!) { upsertArticles(input: $input) { results { outcome } } }'

/** Whether the gateway says that it has written them. */
async function isSaved(port: number, key: string, headlines: readonly string[]): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query: saving,
        variables: { input: { source: 'mutations', articles: headlines.map(itemOf) } },
      }),
    })
    const { data } = (await response.json()) as { data?: { upsertArticles: { results: { outcome: string }[] } | null } }
    const results = data?.upsertArticles?.results ?? []
    return results.length > 0 && results.every(({ outcome }) => outcome !== 'REJECTED')
  } catch {
    return false
  }
}

/** Resolves when the gateway answers from its database. */
async function answering(port: number): Promise<void> {
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
    if (ready?.status === 200) return
    await sleep(50)
  }
}

function killServer(dataDir: string): void {
  const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)
  process.kill(Number(pid), 'SIGKILL')
}

async function readHeadlines(dataDir: string): Promise<Map<string, number>> {
  return await withDatabase(dataDir, async (db) => {
    const { rows } = await sql<{ headline: string; count: number }>`
      select headline, count(*) as count from article where id > 0 group by headline`.execute(db)
    return new Map(rows.map(({ headline, count }) => [headline, Number(count)]))
  })
}
