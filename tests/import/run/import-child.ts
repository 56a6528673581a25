/** Imports a file of NDJSON in batches of 20 and says when each is begun, for a test that kills it. */
import { connectDatabase } from '../../../src/db/connect.ts'
import { importFiles } from '../../../src/import/run/import-files.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'

const [url = '', file = ''] = process.argv.slice(2)
const database = connectDatabase({ url })
await importFiles(database.db, {
  names: [file],
  source: null,
  format: null,
  formats: createFormats(createInputValidator()),
  dryRun: false,
  batchSize: 20,
  events: {
    rejected: () => undefined,
    noted: () => undefined,
    progressed: ({ items }) => process.stdout.write(`${items}\n`),
  },
})
await database.close()
