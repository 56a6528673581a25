import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { writeArticles, writeItems } from '../../../src/db/write/batch.ts'
import type { WriteItem } from '../../../src/db/write/existing.ts'
import { importFiles } from '../../../src/import/run/import-files.ts'
import type {
  ImportFilesOptions,
  ImportReport,
  ImportState,
  RejectedLine,
} from '../../../src/import/run/import-options.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { article, articleInput } from '../readers/articles.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const formats = createFormats(createInputValidator())

interface Ran {
  readonly report: ImportReport
  readonly rejected: RejectedLine[]
  readonly notes: string[]
}

async function run(
  { db }: Pick<TestDatabase, 'db'>,
  names: string[],
  options: Partial<ImportFilesOptions> = {},
): Promise<Ran> {
  const rejected: RejectedLine[] = []
  const notes: string[] = []
  const report = await importFiles(db, {
    names,
    source: null,
    format: null,
    formats,
    dryRun: false,
    batchSize: 20,
    ...options,
    events: {
      rejected: (line) => rejected.push(line),
      noted: ({ note }) => notes.push(`${note.field}: ${note.message}`),
      progressed: () => undefined,
      ...options.events,
    },
  })
  return { report, rejected, notes }
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const ndjson = (inputs: readonly (ArticleInput | string)[]): string =>
  inputs.map((input) => (typeof input === 'string' ? input : JSON.stringify(input))).join('\n')

/** Two hundred articles that link, translate and clash, some of them wrong. */
const many = ndjson(
  Array.from({ length: 200 }, (_, n) =>
    n % 50 === 7
      ? articleInput(`bad-${n}`, { viewCount: -1 })
      : articleInput(`many-${n}`, {
          headline: `Story ${n % 60}`,
          url: `https://many.example/${n % 150}`,
          authors: [{ name: `Author ${n % 9}` }],
          topics: [{ path: `news/part-${n % 5}` }],
          relatedLinks: [
            { title: `Story ${(n + 30) % 60}` },
            { title: 'x', url: `https://many.example/${(n * 7) % 150}` },
          ],
          ...(n % 4 === 0 ? { translationOf: { source: 'the-harbour-post', value: `many-${(n + 40) % 200}` } } : {}),
        }),
  ),
)

/** What the tables hold, but for ids that a lost transaction used up and the times of the import. */
async function content({ db }: Pick<TestDatabase, 'db'>): Promise<unknown> {
  const { rows } = await sql<{ form: string }>`
    select json_build_array(a.source, a.external_id, a.slug, a.url, a.headline, a.summary, b.html,
      (select json_agg(json_build_array(u.name, c.position) order by c.position) from article_author c join author u on u.id = c.author_id where c.article_id = a.id),
      (select json_agg(json_build_array(t.path, c.position) order by t.path) from article_topic c join topic t on t.id = c.topic_id where c.article_id = a.id),
      (select json_agg(json_build_array(l.position, l.title, l.url, t.slug) order by l.position) from related_link l left join article t on t.id = l.target_id where l.article_id = a.id),
      (select json_agg(json_build_array(u.url, u.is_canonical) order by u.url) from article_url u where u.article_id = a.id),
      (select min(s.slug collate "C") from article s where s.story_id = a.story_id),
      (select json_agg(json_build_array(s.config, s.language, s.tsv) order by s.config) from article_search s where s.article_id = a.id))::text as form
    from article a left join article_body b on b.article_id = a.id order by a.source, a.external_id`.execute(db)
  return rows
}

test('an imported article is found by the same words as one that is written alone', async () => {
  const inputs = [
    articleInput('curly', {
      headline: 'The “rossa”',
      standfirst: 'L’altalena',
      body: { plainText: 'del\u00A0giardino—«gialla»' },
    }),
    articleInput('named', { authors: [{ name: 'Ada Grey' }], topics: [{ path: 'harbour/ferries' }], language: 'de' }),
    articleInput('empty', { body: null }),
    articleInput('curly', { headline: 'Changed', language: 'it' }),
  ]
  const [imported, written] = [await createTestDatabase(), await createTestDatabase()]
  for (const each of [inputs, inputs.slice(3)]) {
    await run(imported, [await file('found.ndjson', ndjson(each))], { source: 'found', batchSize: 3 })
  }
  for (const { externalId, ...fields } of inputs) {
    await writeArticles(written.db, { source: 'found', articles: [article(externalId, fields)] })
  }
  expect(await content(imported)).toEqual(await content(written))
  const words = ({ db }: TestDatabase): Promise<unknown> =>
    db.selectFrom('search_word').selectAll().orderBy('word').execute()
  expect(await words(imported)).toEqual(await words(written))
})

test('a text that the database cannot parse is told of its article alone', async () => {
  const { db } = await createTestDatabase()
  const items = ['one', 'broken', 'two'].map((id) => ({ source: 'ahead', article: article(id) }))
  const [one, broken, two] = items as [WriteItem, WriteItem, WriteItem]
  const batch = [one, { ...broken, article: { ...broken.article, headline: 'Half a letter \uD800' } }, two]
  const { results } = await writeItems(db, batch)
  expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REJECTED', 'CREATED'])
})

test('importing twice is importing once', async () => {
  const world = await createTestDatabase()
  const path = await file('twice.ndjson', many)
  const first = await run(world, [path])
  expect(first.report).toMatchObject({ created: 147, rejected: 53, updated: 0, noop: 0, files: 1, refusedFiles: 0 })
  expect(first.rejected[0]).toEqual({
    file: path,
    item: 'line 8',
    field: 'viewCount',
    reason: expect.stringContaining('whole number'),
  })
  const before = await content(world)
  const second = await run(world, [path])
  expect(second.report).toMatchObject({ created: 0, rejected: 53, updated: 0, noop: 147 })
  expect(second.rejected).toEqual(first.rejected)
  expect(await content(world)).toEqual(before)
})

test('a dry run reports the same, across batches, and writes nothing', async () => {
  const world = await createTestDatabase()
  const path = await file(
    'dry.ndjson',
    `${many}\n${many.split('\n').slice(0, 30).join('\n').replaceAll('many-', 'again-')}`,
  )
  const dry = await run(world, [path], { dryRun: true })
  expect(await content(world)).toEqual([])
  expect(await world.db.selectFrom('import_progress').selectAll().execute()).toEqual([])
  const real = await run(world, [path])
  expect(dry).toEqual(real)
})

test('an import that is interrupted and run again leaves and reports what one run does', async () => {
  const [whole, parts] = [await createTestDatabase(), await createTestDatabase()]
  const path = await file('interrupted.ndjson', many)
  const expected = await run(whole, [path])
  for (const after of [2, 1, 2]) {
    let batches = 0
    const failing = run(parts, [path], {
      formats: {
        ...formats,
        byName: {
          ...formats.byName,
          ndjson: {
            isLenient: false,
            async *read(open, options) {
              const inner = formats.byName['ndjson']
              if (inner === undefined) return
              for await (const item of inner.read(open, options)) {
                yield item
                if (batches > after) throw new Error('the power is gone')
              }
            },
          },
        },
      },
      events: { rejected: () => undefined, noted: () => undefined, progressed: () => batches++ },
    })
    await expect(failing).rejects.toThrow('the power is gone')
    expect(await parts.db.selectFrom('import_progress').selectAll().execute()).toHaveLength(1)
  }
  const last = await run(parts, [path])
  expect(last).toEqual(expected)
  expect(await content(parts)).toEqual(await content(whole))
  expect(await parts.db.selectFrom('import_progress').selectAll().execute()).toEqual([])
})

test('an import that is killed goes on where it stopped', async () => {
  const [whole, parts] = [await createTestDatabase(), await createTestDatabase()]
  const path = await file('killed.ndjson', many)
  const expected = await run(whole, [path])
  for (const after of [2, 3]) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('import-child.ts', import.meta.url)), parts.url, path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let batches = 0
    child.stdout.on('data', () => ++batches >= after && child.kill('SIGKILL'))
    await once(child, 'close')
    expect(child.signalCode).toBe('SIGKILL')
  }
  expect((await run(parts, [path])).report).toEqual(expected.report)
  expect(await content(parts)).toEqual(await content(whole))
})

test('a directory whose import is killed is whole after the next run', async () => {
  const [whole, parts] = [await createTestDatabase(), await createTestDatabase()]
  const root = join(folder, 'killed')
  await mkdir(root)
  for (const n of [1, 2, 3]) await file(`killed/${n}.ndjson`, many.replaceAll('many-', `dir-${n}-`))
  const expected = await run(whole, [root])
  // in the second file, then, going on, in the third
  for (const after of [14, 14]) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('import-child.ts', import.meta.url)), parts.url, root],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let lines = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      lines += text.split('\n').length - 1
      if (lines >= after) child.kill('SIGKILL')
    })
    await once(child, 'close')
    expect(child.signalCode).toBe('SIGKILL')
  }
  const last = await run(parts, [root])
  expect(last.rejected).toEqual(expected.rejected)
  const { created, noop, rejected } = last.report
  expect({ taken: created + noop, rejected }).toEqual({
    taken: expected.report.created + expected.report.noop,
    rejected: expected.report.rejected,
  })
  expect(await content(parts)).toEqual(await content(whole))
  expect(await parts.db.selectFrom('import_progress').selectAll().execute()).toEqual([])
})

test('a signal stops it after the batch that runs, and the next run goes on', async () => {
  const world = await createTestDatabase()
  const path = await file('stopped.ndjson', many)
  const stop = new AbortController()
  const first = await run(world, [path], {
    signal: stop.signal,
    events: { rejected: () => undefined, noted: () => undefined, progressed: () => stop.abort() },
  })
  expect(first.report.isInterrupted).toBe(true)
  expect(first.report.created).toBeLessThan(100)
  expect((await run(world, [path])).report).toMatchObject({ created: 147, rejected: 53, noop: 0, isInterrupted: false })
})

test('progress is that of all files together, and ends at their end', async () => {
  const world = await createTestDatabase()
  const paths = [await file('first.ndjson', many), await file('second.ndjson', many)]
  const states: ImportState[] = []
  const events = {
    rejected: () => undefined,
    noted: () => undefined,
    progressed: (state: ImportState) => states.push(state),
  }
  await run(world, paths, { events })
  const ends = states.filter(({ file: at }, index) => states[index + 1]?.file !== at)
  const size = Buffer.byteLength(many)
  expect(ends).toEqual([
    { file: paths[0], items: 200, bytesRead: size, bytes: 2 * size },
    { file: paths[1], items: 400, bytesRead: 2 * size, bytes: 2 * size },
  ])
})

test('articles are written in smaller batches the more they hold, wherever they hold it', async () => {
  const world = await createTestDatabase()
  const batchOf = async (fields: Partial<ArticleInput>): Promise<number | undefined> => {
    const inputs = Array.from({ length: 60 }, (_, n) => articleInput(`large-${n}`, { url: null, ...fields }))
    const ends: number[] = []
    const events = { rejected: () => undefined, noted: () => undefined }
    const progressed = ({ items }: ImportState) => ends.push(items)
    await run(world, [await file('large.ndjson', ndjson(inputs))], {
      batchSize: 500,
      events: { ...events, progressed },
    })
    return ends.find((items) => items > 0)
  }
  expect(await batchOf({})).toBe(60)
  expect(await batchOf({ body: { plainText: 'word '.repeat(20_000) } })).toBeLessThan(20)
  const relatedLinks = Array.from({ length: 100 }, (_, n) => ({
    title: `${n} ${'word '.repeat(50)}`,
    url: `https://large.example/${n}-${'long'.repeat(400)}`,
  }))
  expect(await batchOf({ relatedLinks })).toBeLessThan(20)
})

test('a directory is imported in the order of its names, and what leaves it is refused', async () => {
  const world = await createTestDatabase()
  const root = join(folder, 'tree')
  await mkdir(join(root, 'b'), { recursive: true })
  await file('outside.ndjson', ndjson([articleInput('outside')]))
  await file('tree/b/2.ndjson', ndjson([articleInput('two')]))
  await file('tree/a.ndjson', ndjson([articleInput('one', { headline: 'Same' }), '{"headline": 1}']))
  await file('tree/c.bin', '\0\u0001\u0002')
  await file('tree/.hidden', ndjson([articleInput('hidden')]))
  await symlink('../outside.ndjson', join(root, 'd-out'))
  await symlink('b', join(root, 'e-inside'))
  await symlink('/', join(root, 'f-root'))
  const { report, rejected } = await run(world, [root])
  expect(report).toMatchObject({ created: 2, rejected: 1, files: 5, refusedFiles: 3 })
  expect(rejected.map(({ file: name, item }) => [name.slice(root.length + 1), item])).toEqual([
    ['a.ndjson', 'line 2'],
    ['c.bin', null],
    ['d-out', null],
    ['f-root', null],
  ])
  expect(await world.db.selectFrom('article').select('external_id').orderBy('id').execute()).toEqual([
    { external_id: 'one' },
    { external_id: 'two' },
  ])
})

test('patterns name files, and a name that nothing has is refused', async () => {
  const world = await createTestDatabase()
  await file('glob-1.ndjson', ndjson([articleInput('g1')]))
  await file('glob-2.ndjson', ndjson([articleInput('g2')]))
  expect((await run(world, [join(folder, 'glob-*.ndjson')])).report).toMatchObject({ created: 2, files: 2 })
  const { rejected } = await run(world, [join(folder, 'nothing-*'), join(folder, 'none'), 'a\0b'])
  expect(rejected.map(({ reason }) => reason)).toEqual([
    'nothing has such a name',
    'there is no such file',
    'the name holds a NUL character',
  ])
})

test('a file that its reader gives up is refused, and nothing of it stays', async () => {
  const world = await createTestDatabase()
  const path = await file('refused.txt', '')
  const { report, rejected } = await run(world, [path])
  expect(report).toMatchObject({ created: 0, refusedFiles: 1 })
  expect(rejected[0]).toMatchObject({ file: path, item: null })
  expect(await content(world)).toEqual([])
})

test('the source is the slug of the publisher, unless one is named', async () => {
  const world = await createTestDatabase()
  const path = await file('source.ndjson', ndjson([articleInput('s')]))
  await run(world, [path])
  await run(world, [path], { source: 'cms' })
  const without = await file('none.ndjson', ndjson([articleInput('n', { publisher: null })]))
  expect((await run(world, [without])).rejected[0]).toMatchObject({ item: 'line 1', field: 'publisher' })
  expect((await run(world, [without], { source: 'cms' })).report.created).toBe(1)
  expect(await world.db.selectFrom('article').select(['source', 'slug']).orderBy('id').execute()).toEqual([
    { source: 'the-harbour-post', slug: 'headline-of-s' },
    { source: 'cms', slug: 'headline-of-s-2' },
    { source: 'cms', slug: 'headline-of-n' },
  ])
})

test('what a page cannot be without is needed, and the rest is left out with a note', async () => {
  const world = await createTestDatabase()
  const path = await file('lenient.ndjson', 'x')
  const input = articleInput('l', {
    image: { url: 'data:x' },
    kicker: 'k'.repeat(300),
    relatedLinks: [{ title: 'A', url: 'javascript:1' }, { title: '' }],
  })
  const { report, notes } = await run(world, [path], {
    format: 'page',
    formats: {
      detect: () => null,
      byName: {
        page: {
          isLenient: true,
          async *read() {
            yield { kind: 'article', item: 'page', draft: { input, notes: [] } }
          },
        },
      },
    },
  })
  expect(report.created).toBe(1)
  expect(notes.map((note) => note.split(':')[0]).toSorted()).toEqual([
    'image',
    'kicker',
    'relatedLinks',
    'relatedLinks',
  ])
  expect(await world.db.selectFrom('related_link').select(['title', 'url']).execute()).toEqual([
    { title: 'A', url: null },
  ])
})
