import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  findProgress,
  forgetProgress,
  type ImportProgress,
  listRejections,
  nothingDone,
  type Rejection,
  saveProgress,
} from '../../../src/db/import/progress.ts'
import { createTestDatabase } from '../../support/database.ts'

const progress = (itemsDone: number): ImportProgress => ({
  itemsDone,
  created: itemsDone + 1,
  updated: itemsDone + 2,
  noop: itemsDone + 3,
  rejected: itemsDone + 4,
})
const rejection = (number: number): Rejection => ({
  number,
  item: `line ${number}`,
  field: null,
  reason: `reason ${number}`,
})

async function collected(lines: AsyncIterable<Rejection>): Promise<Rejection[]> {
  const all: Rejection[] = []
  for await (const line of lines) all.push(line)
  return all
}

describe('how far an import has come', () => {
  test('is nothing at first, then what was saved last, of each file by itself, until it is forgotten', async () => {
    const { db } = await createTestDatabase()
    expect(nothingDone).toEqual({ itemsDone: 0, created: 0, updated: 0, noop: 0, rejected: 0 })
    expect(await findProgress(db, 'a')).toBeNull()
    await saveProgress(db, 'a', progress(10), [], 'The Post')
    await saveProgress(db, 'b', progress(100), [])
    expect(await findProgress(db, 'a')).toEqual(progress(10))
    await saveProgress(db, 'a', progress(20), [], 'The Post')
    expect(await findProgress(db, 'a')).toEqual(progress(20))
    expect(await findProgress(db, 'b')).toEqual(progress(100))
    const { rows } = await sql`select identity, source from import_progress order by identity`.execute(db)
    expect(rows).toEqual([
      { identity: 'a', source: 'The Post' },
      { identity: 'b', source: null },
    ])
    await forgetProgress(db, 'a')
    expect(await findProgress(db, 'a')).toBeNull()
    expect(await findProgress(db, 'b')).toEqual(progress(100))
  })

  test('comes with what was rejected: added to, each item once, in the order of the file, however many', async () => {
    const { db } = await createTestDatabase()
    const before = [{ ...rejection(0), field: 'headline' }, rejection(7)]
    await saveProgress(db, 'a', progress(10), before)
    await saveProgress(db, 'b', progress(10), [rejection(5)])
    const many = Array.from({ length: 2_100 }, (_, n) => rejection(10 + n))
    await saveProgress(db, 'a', progress(3_000), [...many.toReversed(), { ...rejection(7), reason: 'again' }])
    expect(await collected(listRejections(db, 'a'))).toEqual([...before, ...many])
    expect(await collected(listRejections(db, 'b'))).toEqual([rejection(5)])
    expect(await collected(listRejections(db, 'c'))).toEqual([])
    await forgetProgress(db, 'a')
    expect(await collected(listRejections(db, 'a'))).toEqual([])
    expect(await collected(listRejections(db, 'b'))).toEqual([rejection(5)])
  })

  test('is saved with its batch or not at all, in one statement, whose commit does not wait for the disk', async () => {
    const { db, statements } = await createTestDatabase()
    statements.length = 0
    await db.transaction().execute(async (tx) => {
      // the server of the tests waits for no disk
      await sql`set local synchronous_commit = on`.execute(tx)
      await saveProgress(tx, 'a', progress(1), [])
      const { rows } = await sql`select current_setting('synchronous_commit') as synchronous`.execute(tx)
      expect(rows).toEqual([{ synchronous: 'off' }])
    })
    expect(statements.filter((text) => text.includes('import_'))).toHaveLength(1)
    await expect(
      db.transaction().execute(async (tx) => {
        await saveProgress(tx, 'a', progress(2), [rejection(1)])
        throw new Error('The batch failed.')
      }),
    ).rejects.toThrow('The batch failed.')
    expect(await findProgress(db, 'a')).toEqual(progress(1))
    expect(await collected(listRejections(db, 'a'))).toEqual([])
  })
})
