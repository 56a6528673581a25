import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../support/database.ts'
import { runCli } from '../../support/run-cli.ts'

const { db, url } = await createTestDatabase()
const samples = join(import.meta.dirname, '../../../samples')
const run = async (...args: string[]) => await runCli(['import', ...args], { DATABASE_URL: url })

describe('masthead import', () => {
  test('takes the day of --date as the first publication, whatever the page says', async () => {
    const { stdout, code } = await run(join(samples, 'page.html'), '--date', '2020-02-29')
    expect({ stdout, code }).toEqual({ stdout: 'CREATED 1  UPDATED 0  NOOP 0  REJECTED 0  (1 file)\n', code: 0 })
    const { published_at } = await db.selectFrom('article').select('published_at').executeTakeFirstOrThrow()
    expect(published_at).toMatch(/^2020-02-29 00:00:00\+00/)
  })

  test.each([
    ['--date', '2020-02-30', 'It must be a day like 2026-05-31, or an instant like 2026-05-31T18:30:00Z.'],
    ['--url', '/page', 'It must be a whole address, like https://www.example.org/page.'],
    ['--language', 'x_', 'It must be a BCP 47 language tag, like it or en-GB.'],
  ])('refuses %s %s and says what it wants', async (option, value, message) => {
    const { stdout, stderr, code } = await run(join(samples, 'page.html'), option, value)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(`argument '${value}' is invalid. ${message}`)
  })
})
