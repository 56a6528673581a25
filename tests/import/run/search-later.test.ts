import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { makeSearchRowsBeside, makeSearchRowsInTurn } from '../../../src/db/search/later.ts'
import { enterWaiting } from '../../../src/db/search/save.ts'
import { beginWrite } from '../../../src/db/write/lock.ts'
import { writeItems } from '../../../src/db/write/batch.ts'
import { withdrawArticle } from '../../../src/db/write/publication.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { importFiles } from '../../../src/import/run/import-files.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { normalise } from '../../../src/import/normalise/normalise.ts'
import type { ArticleInput } from '../../../schema/models.ts'
import { articleInput } from '../readers/articles.ts'
import { createTestDatabase } from '../../support/database.ts'

const { db } = await createTestDatabase()

async function writeLater(id: string, fields: Partial<ArticleInput> = {}): Promise<number> {
  const normalised = normalise(articleInput(id, fields))
  if (!('article' in normalised)) throw new Error(JSON.stringify(normalised))
  const { results } = await writeItems(db, [{ source: 'later', article: normalised.article }], { search: 'later' })
  const [result] = results
  if (result === undefined || result.outcome === 'REJECTED') throw new Error('It was rejected')
  return result.articleId
}

const beside = async (...ids: number[]): Promise<readonly number[]> => await makeSearchRowsBeside(db, ids, new Set(ids))

async function foundBy(word: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select article_id as id from article_search where tsv @@ to_tsquery('simple', ${word}) order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

async function openTransaction() {
  const tx = await db.startTransaction().setIsolationLevel('read committed').execute()
  onTestFinished(async () => void (tx.isCommitted || tx.isRolledBack || (await tx.rollback().execute())))
  return tx
}

test('what is written is noted, and made findable while another writer has its turn', async () => {
  const id = await writeLater('heron', { headline: 'A heron' })
  expect(await foundBy('heron')).toEqual([])
  const other = await openTransaction()
  await beginWrite(other)
  expect(await beside(id)).toEqual([])
  expect(await foundBy('heron')).toEqual([id])
  expect(await db.selectFrom('article_search_stale').selectAll().execute()).toEqual([])
})

test('an article that somebody is changing is passed over, and its row made afterwards is as they left it', async () => {
  const [here, gone] = [
    await writeLater('stork', { headline: 'A stork' }),
    await writeLater('ibis', { headline: 'An ibis' }),
  ]
  const other = await openTransaction()
  await other.updateTable('article').set({ status: 'WITHDRAWN' }).where('id', '=', gone).execute()
  expect(await beside(here, gone)).toEqual([gone])
  await other.commit().execute()
  expect(await db.transaction().execute((tx) => makeSearchRowsInTurn(tx, 10))).toBe(1)
  const rows = await db
    .selectFrom('article_search')
    .select(['article_id', 'visible_at'])
    .where('article_id', 'in', [here, gone])
    .orderBy('article_id')
    .execute()
  expect(rows.map(({ visible_at }) => visible_at === null)).toEqual([false, true])
})

test('an article that is withdrawn right after has a row that says so', async () => {
  const id = await writeLater('egret', { headline: 'An egret' })
  await beside(id)
  await withdrawArticle(db, id, 'By mistake')
  expect(await db.selectFrom('article_search').select('visible_at').where('article_id', '=', id).execute()).toEqual([
    { visible_at: null },
  ])
})

test('no former name of a topic stays, whoever comes first', async () => {
  const id = await writeLater('bittern', { topics: [{ path: 'marsh', name: 'Oldmarsh' }] })
  const renaming = await openTransaction()
  await renaming
    .updateTable('topic')
    .set({ name: 'Newmarsh', name_key: 'newmarsh' })
    .where('path', '=', 'marsh')
    .execute()
  // it has touched what is noted
  expect(await beside(id)).toEqual([id])
  await renaming.commit().execute()
  expect(await beside(id)).toEqual([])
  expect([await foundBy('newmarsh'), await foundBy('oldmarsh')]).toEqual([[id], []])
})

test('what waits to be entered in a search index is entered at once where somebody asks for it, and found before and after', async () => {
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ pages: number }>`
      select gin_clean_pending_list('article_search_en_tsv')::int as pages`.execute(db)
    return rows[0]?.pages ?? 0
  }
  await waiting()
  const id = await writeLater('curlew', { headline: 'A curlew' })
  await beside(id)
  expect(await foundBy('curlew')).toEqual([id])
  await enterWaiting(db)
  expect(await waiting()).toBe(0)
  expect(await foundBy('curlew')).toEqual([id])
  await beside(await writeLater('godwit', { headline: 'A godwit' }))
  expect(await waiting()).toBeGreaterThan(0)
})

test('an import leaves nothing waiting to be entered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'waders.ndjson')
  const names = ['knot', 'dunlin', 'ruff', 'whimbrel']
  await writeFile(file, names.map((name) => JSON.stringify(articleInput(name, { headline: `A ${name}` }))).join('\n'))
  await importFiles(db, {
    names: [file],
    source: 'waders',
    format: 'ndjson',
    formats: createFormats(createInputValidator()),
    dryRun: false,
    batchSize: 1,
    events: { rejected: () => undefined, noted: () => undefined, progressed: () => undefined },
  })
  expect((await foundBy('whimbrel')).length).toBe(1)
  const { rows } = await sql<{ pages: number }>`
    select gin_clean_pending_list('article_search_en_tsv')::int as pages`.execute(db)
  expect(rows).toEqual([{ pages: 0 }])
})
