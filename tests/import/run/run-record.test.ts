import { beforeAll, expect, test } from 'vitest'
import { listImportRuns, maxKeptRejections, readRunRejections } from '../../../src/db/import/runs.ts'
import type { ImportFilesOptions, ImportReport } from '../../../src/import/run/import-options.ts'
import { recordRun } from '../../../src/import/run/run-record.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})

const heard: string[] = []
const options = {
  names: ['export.xml'],
  source: 'cms',
  events: {
    rejected: ({ reason }) => void heard.push(reason),
    noted: () => undefined,
    progressed: () => undefined,
  },
} as Partial<ImportFilesOptions> as ImportFilesOptions
const report: ImportReport = {
  files: 1,
  refusedFiles: 0,
  created: 3,
  updated: 2,
  noop: 1,
  rejected: 2,
  isInterrupted: false,
}

test('a run is seen while it goes on, with what it rejects, and when it has ended', async () => {
  const line = { file: 'export.xml', field: 'headline' }
  await recordRun(database.db, options, async ({ events }) => {
    events.progressed({ file: 'export.xml', items: 8, bytesRead: 10, bytes: 40 })
    events.rejected({ ...line, item: 'item 3', reason: 'It is missing.' })
    events.rejected({ ...line, item: 'item 5', reason: 'It is too long.' })
    await expect
      .poll(async () => (await listImportRuns(database.db, 1))[0])
      .toMatchObject({
        state: 'RUNNING',
        items: 8,
        bytesRead: 10,
        bytes: 40,
        rejected: 2,
        endedAt: null,
      })
    return report
  })
  const [run] = await listImportRuns(database.db, 1)
  expect(run).toMatchObject({ state: 'ENDED', source: 'cms', names: ['export.xml'], created: 3, updated: 2, noop: 1 })
  expect(run?.endedAt).not.toBeNull()
  const id = run?.id ?? 0
  expect((await readRunRejections(database.db, [id], 20)).get(id)).toEqual([
    { ...line, item: 'item 3', reason: 'It is missing.' },
    { ...line, item: 'item 5', reason: 'It is too long.' },
  ])
  expect((await readRunRejections(database.db, [id], 1)).get(id)).toHaveLength(1)
  expect(heard).toEqual(['It is missing.', 'It is too long.'])
})

test('one that throws or is stopped was interrupted, and the first thousand rejections are kept', async () => {
  const throwing = recordRun(database.db, options, async ({ events }) => {
    for (let item = 0; item <= maxKeptRejections; item++) {
      events.rejected({ file: 'export.xml', item: String(item), field: null, reason: 'No.' })
    }
    throw new Error('The disk is full.')
  })
  await expect(throwing).rejects.toThrow('The disk is full.')
  const [run] = await listImportRuns(database.db, 1)
  expect(run).toMatchObject({ state: 'INTERRUPTED', rejected: maxKeptRejections + 1 })
  const id = run?.id ?? 0
  const kept = (await readRunRejections(database.db, [id], 100_000)).get(id)
  expect(kept).toHaveLength(maxKeptRejections)
})

test('one that has not been heard of for a minute was killed, and those of long ago are forgotten', async () => {
  await recordRun(database.db, options, async () => {
    // it is written every two seconds, so that it may have been heard of in between
    const stateOfSilent = async (): Promise<string | undefined> => {
      await database.db
        .updateTable('import_run')
        .set({ changed_at: new Date(Date.now() - 61_000).toISOString() })
        .where('ended_at', 'is', null)
        .execute()
      return (await listImportRuns(database.db, 1))[0]?.state
    }
    await expect.poll(stateOfSilent).toBe('INTERRUPTED')
    return report
  })
  await database.db
    .updateTable('import_run')
    .set({ changed_at: new Date(Date.now() - 31 * 86_400_000).toISOString() })
    .execute()
  await recordRun(database.db, options, async () => report)
  expect(await listImportRuns(database.db, 10)).toHaveLength(1)
})

test('where nothing can be noted, the import goes on', async () => {
  const broken = database.db.withSchema('nowhere')
  expect(await recordRun(broken as typeof database.db, options, async () => report)).toBe(report)
})
