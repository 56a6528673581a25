import { fileURLToPath } from 'node:url'
import type { Database } from '../db/connect.ts'
import { isReadOnly } from '../db/migrate.ts'
import { importFiles } from '../import/run/import-files.ts'
import { createFormats } from '../import/run/known-formats.ts'
import { createInputValidator } from '../import/normalise/validate-input.ts'
import type { Log } from '../log.ts'

/** The invented publication that ships with the project. */
const samples = fileURLToPath(new URL('../../samples', import.meta.url))

/** Fills an empty database with the samples; answers how many articles it got, 0 where there was content already or the database takes no writes. */
export async function loadSamples(database: Database, log: Log): Promise<number> {
  const { db } = database
  const anything = await db.selectFrom('article').select('id').limit(1).executeTakeFirst()
  if (anything !== undefined || (await isReadOnly(db))) return 0
  const settings = {
    source: null,
    format: null,
    formats: createFormats(createInputValidator()),
    dryRun: false,
    batchSize: 500,
    events: {
      rejected: (line: object) => log.warn(line, 'A sample was not taken'),
      noted: () => undefined,
      progressed: () => undefined,
    },
  }
  const articles = await importFiles(db, { ...settings, names: [`${samples}/articles.ndjson`] })
  const pages = await importFiles(db, { ...settings, names: [`${samples}/pages`], publisher: 'Molo Quarto' })
  return articles.created + pages.created
}
