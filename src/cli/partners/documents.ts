import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { schema } from '../../../schema/index.ts'
import {
  type DocumentFilter,
  listDocuments,
  type NewDocument,
  type RegisteredDocument,
  removeDocuments,
} from '../../db/keys/documents.ts'
import { normaliseDocumentId } from '../../document/registered/find.ts'
import { DocumentsRefused, readDocuments } from '../../document/registered/read.ts'
import { registerDocuments } from '../../document/registered/register.ts'
import { misused } from './key-command.ts'
import { toKeyId, toTable } from './key-text.ts'
import { withDatabase } from '../run-command.ts'

/** `masthead documents`: the documents that clients run by id, and that `--persisted-only` keys are bound to. */
export function registerDocumentCommands(program: Command): void {
  const documents = program.command('documents').description('registered documents, which clients run by their id')
  registerRegister(documents)
  registerList(documents)
  registerRemove(documents)
}

const example = '\nExample:\n  npm run -s masthead -- documents'

function registerRegister(documents: Command): void {
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
}

interface FilterOptions {
  readonly key?: number
  readonly unusedDays?: number
  readonly json?: boolean
}

function registerList(documents: Command): void {
  documents
    .command('list')
    .description('list the registered documents and who runs them; those that nobody has run for longest come first')
    .option('--key <id>', 'those that this key has run', toKey)
    .option('--unused-days <number>', 'those that nobody has run for so many days', toDays)
    .option('--json', 'print JSON')
    .addHelpText('after', `${example} list --unused-days 90`)
    .action(async ({ json = false, ...options }: FilterOptions) => {
      process.exitCode = await withDatabase(async ({ database: { db } }) => {
        const filter = filterOf(options)
        const found = await listDocuments(db, filter)
        if (json) console.log(JSON.stringify(found, null, 2))
        else if (found.length > 0) console.log(tableOf(found))
        else if (Object.keys(filter).length > 0) console.error('There are none like that.')
        else console.error('There are none yet. Register some: documents register --help')
        return 0
      })
    })
}

function registerRemove(documents: Command): void {
  documents
    .command('remove [id...]')
    .description('remove registered documents; clients that run them are told that they are not there')
    .option('--unused-days <number>', 'those that nobody has run for so many days', toDays)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Every gateway hears of it within half a second. To see first what goes: documents list --unused-days 90. An id that has been
removed can be registered again.

Example:
  npm run -s masthead -- documents remove --unused-days 90`,
    )
    .action(async (ids: string[], { json = false, unusedDays }: FilterOptions) => {
      process.exitCode = await remove(ids.map(normaliseDocumentId), unusedDays, json)
    })
}

async function remove(ids: readonly string[], unusedDays: number | undefined, json: boolean): Promise<number> {
  if (ids.length > 0 === (unusedDays !== undefined)) return misused('Say what to remove: ids, or --unused-days.')
  return await withDatabase(async ({ database: { db } }) => {
    const found = await listDocuments(db, unusedDays === undefined ? { ids } : { unusedDays })
    const missing = ids.filter((id) => !found.some((one) => one.id === id))
    const removed = await removeDocuments(
      db,
      found.map(({ id }) => id),
    )
    if (json) console.log(JSON.stringify({ removed, missing }, null, 2))
    else for (const id of removed) console.log(id)
    for (const id of missing) console.error(`No document is registered as ${id}.`)
    console.error(`${removed.length} ${removed.length === 1 ? 'document was' : 'documents were'} removed.`)
    return missing.length === 0 ? 0 : 1
  })
}

function filterOf({ key, unusedDays }: FilterOptions): DocumentFilter {
  return { ...(key === undefined ? {} : { keyId: key }), ...(unusedDays === undefined ? {} : { unusedDays }) }
}

function tableOf(documents: readonly RegisteredDocument[]): string {
  const rows = documents.map(({ id, bytes, createdAt, lastUsedAt, usedBy, operationNames }) => [
    id,
    String(bytes),
    createdAt,
    lastUsedAt ?? 'never',
    usedBy.map(({ keyName }) => keyName ?? '(no key)').join(', ') || '–',
    operationNames.join(' '),
  ])
  return toTable(['id', 'bytes', 'registered', 'last run', 'by', 'operations'], rows, [1])
}

function toKey(text: string): number {
  const id = toKeyId(text)
  if (id !== null) return id
  throw new InvalidArgumentError('It must be the id of a key, as "keys list" shows it.')
}

function toDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days
  throw new InvalidArgumentError('It must be a whole number from 1 to 3650.')
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
