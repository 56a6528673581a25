import { fileURLToPath } from 'node:url'
import type { Database } from '../../db/connect.ts'
import { isReadOnly } from '../../db/migrate.ts'
import type { Log } from '../../log.ts'

/** The invented publication that ships with the project. */
const samples = fileURLToPath(new URL('../../../samples', import.meta.url))

/** Fills an empty database with the samples; answers how many articles it got, 0 where there was content already or the database takes no writes. */
export async function loadSamples(database: Database, log: Log): Promise<number> {
  const { db } = database
  const anything = await db.selectFrom('article').select('id').limit(1).executeTakeFirst()
  if (anything !== undefined || (await isReadOnly(db))) return 0
  // the readers of all formats take half a second to load, which only the first start needs
  const [{ importFiles }, { createFormats }, { createInputValidator }] = await Promise.all([
    import('../../import/run/import-files.ts'),
    import('../../import/run/known-formats.ts'),
    import('../../import/normalise/validate-input.ts'),
  ])
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
