import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { schema } from '../../../schema/index.ts'
import { listDocuments, type NewDocument } from '../../db/keys/documents.ts'
import { DocumentsRefused, readDocuments } from '../../document/registered/read.ts'
import { registerDocuments } from '../../document/registered/register.ts'
import { toTable } from './key-text.ts'
import { withDatabase } from '../run-command.ts'

/** `masthead documents`: the documents that clients run by id, and that `--persisted-only` keys are bound to. */
export function registerDocumentCommands(program: Command): void {
  const documents = program.command('documents').description('registered documents, which clients run by their id')
  const example = '\nExample:\n  npm run -s masthead -- documents'

  documents
    .command('register <file...>')
    .description('register .graphql files, or JSON that maps ids to documents (persisted-documents.json)')
    .option('--json', 'print JSON')
    .addHelpText('after', `${example} register front-page.graphql persisted-documents.json`)
    .action(async (files: string[], { json = false }: { json?: boolean }) => {
      const read = await refusing(async () => (await Promise.all(files.map(readFileDocuments))).flat())
      if (read === null) return
      process.exitCode = await withDatabase(async ({ database: { db } }) => {
        const added = await refusing(() => registerDocuments(db, read))
        if (added === null) return 1
        const outcomes = read.map(({ id, operationNames }) => ({ id, operationNames, isNew: added.has(id) }))
        if (json) console.log(JSON.stringify(outcomes, null, 2))
        else for (const { id, operationNames } of outcomes) console.log([id, ...operationNames].join('  '))
        console.error(`${added.size} of ${outcomes.length} were new.`)
        return 0
      })
    })

  documents
    .command('list')
    .description('list the registered documents')
    .option('--json', 'print JSON')
    .addHelpText('after', `${example} list`)
    .action(async ({ json = false }: { json?: boolean }) => {
      process.exitCode = await withDatabase(async ({ database: { db } }) => {
        const all = await listDocuments(db)
        if (json) console.log(JSON.stringify(all, null, 2))
        else if (all.length === 0) console.error('There are none yet. Register some: documents register --help')
        else {
          const rows = all.map((one) => [one.id, String(one.bytes), one.createdAt, one.operationNames.join(' ')])
          console.log(toTable(['id', 'bytes', 'registered', 'operations'], rows, [1]))
        }
        return 0
      })
    })
}

async function readFileDocuments(file: string): Promise<NewDocument[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DocumentsRefused(`${file} can't be read.`, { cause: error })
  })
  return readDocuments(schema, basename(file), text)
}

/** Null, with the reason told and the exit code set, where the files are refused. */
async function refusing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DocumentsRefused)) throw error
    console.error(error.message)
    process.exitCode = 1
    return null
  }
}
