import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../../../src/db/connect.ts'
import { connectionsOfImport } from '../../../src/import/run/batch-writer.ts'
import { importFiles } from '../../../src/import/run/import-files.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { corpusLines, type CorpusOptions } from './articles.ts'

/** A tenth of the corpus, loaded. */
export interface ImportedPart {
  readonly articles: number
  readonly seconds: number
}

/** Imports the corpus as NDJSON, the way `masthead import` does, in ten parts. Throws where an article is rejected. */
export async function importCorpus(
  database: Database,
  corpus: CorpusOptions,
  done: (part: ImportedPart) => void | Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
  const patient = database.withoutTimeLimits(connectionsOfImport)
  try {
    for (let part = 0; part < 10; part++) {
      const file = join(folder, `part-${part}.ndjson`)
      const [from, to] = [part, part + 1].map((tenth) => Math.floor((corpus.articles * tenth) / 10))
      await pipeline(Readable.from(corpusLines(corpus, from, to)), createWriteStream(file))
      const start = performance.now()
      const report = await importFiles(patient.db, {
        names: [file],
        source: 'bench',
        format: 'ndjson',
        formats: createFormats(createInputValidator()),
        dryRun: false,
        batchSize: 500,
        events: {
          rejected: ({ item, field, reason }) => {
            throw new Error(`${item} ${field}: ${reason}`)
          },
          noted: () => undefined,
          progressed: () => undefined,
        },
      })
      await done({ articles: report.created, seconds: (performance.now() - start) / 1_000 })
      await rm(file)
    }
  } finally {
    await patient.close()
    await rm(folder, { recursive: true, force: true })
  }
}
