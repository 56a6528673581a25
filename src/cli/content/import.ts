import { stat } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { toInstant } from '../../../schema/instant.ts'
import type { Database } from '../../db/connect.ts'
import { connectionsOfImport } from '../../import/run/batch-writer.ts'
import { importFiles } from '../../import/run/import-files.ts'
import { createFormats } from '../../import/run/known-formats.ts'
import type { ImportReport } from '../../import/run/import-options.ts'
import { createInputValidator } from '../../import/normalise/validate-input.ts'
import { createCollector } from './spent-pages.ts'
import { createImportReporter } from './import-reporter.ts'
import { withDatabase } from '../run-command.ts'

/** `masthead import`: pages, feeds and exports into the database. Exit code 1 when anything was rejected or refused. */
export function registerImport(program: Command): void {
  const formats = createFormats(createInputValidator())
  program
    .command('import')
    .description('import pages, feeds and exports')
    .argument('<file...>', 'files, directories, patterns like "pages/*.html", or - for standard input')
    .option('--source <name>', 'whose external ids they are, e.g. the CMS; left out: the slug of the publisher')
    .option('--publisher <name>', 'name of the publisher, whatever the file says')
    .option(
      '--url <address>',
      'address of the page, whatever it says; where relative addresses of a feed begin',
      toAddress,
    )
    .option('--date <date>', 'first publication (RFC 3339, or YYYY-MM-DD in UTC), whatever the page says', toDate)
    .option('--id <id>', 'external id, for a file with one article')
    .option('--language <tag>', 'language (BCP 47), where the file does not say', toLanguage)
    .addOption(new Option('--format <format>', 'left out: recognised by content').choices(Object.keys(formats.byName)))
    .option('--dry-run', 'say what would happen and change nothing; other writers wait meanwhile')
    .option('--json', 'report as one JSON object a line: refused files, rejected items, then the counts')
    .option('--batch-size <n>', 'articles a transaction at most, 1 to 5000', batchSize, 500)
    .addHelpText(
      'after',
      `
Importing again is safe: what is unchanged is NOOP, and an import that was interrupted (Ctrl-C, or killed) goes on where it stopped
when the same command is run again. Exit code 1: something was rejected or refused, or it was interrupted.

Examples:
  npm run -s masthead -- import page.txt --publisher "The Harbour Post" --url https://harbour.example/ferry
  npm run -s masthead -- import export.xml --source wordpress
  cat articles.ndjson | npm run -s masthead -- import - --dry-run --json`,
    )
    .action(async (names: string[], options: ImportCommandOptions, command: Command) => {
      if (await meansSeveral(names, options)) {
        command.error('error: --url, --date and --id are about one article: name one file.', { exitCode: 2 })
      }
      process.exitCode = await withDatabase(async ({ database }) => await run(database, names, options, formats))
    })
}

interface ImportCommandOptions {
  readonly source?: string
  readonly publisher?: string
  readonly url?: string
  readonly date?: string
  readonly id?: string
  readonly language?: string
  readonly format?: string
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly batchSize: number
}

async function run(
  database: Database,
  names: readonly string[],
  { source, format, id, dryRun = false, json = false, batchSize: size, ...settings }: ImportCommandOptions,
  formats: ReturnType<typeof createFormats>,
): Promise<number> {
  // else V8 lets the heap of an import, most of which is dead at any time, grow to several times what lives in it
  setFlagsFromString('--heap-growing-percent=20')
  const collect = createCollector()
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  // the batch that runs is finished; a second signal ends it at once, which does no harm either
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const reporter = createImportReporter(process.stdout, process.stderr, { json, dryRun })
  // a batch may wait for other writers, and a dry run is one long transaction
  const patient = database.withoutTimeLimits(connectionsOfImport)
  reporter.events.progressed({ file: names[0] ?? '', items: 0, bytesRead: 0, bytes: null })
  try {
    const report = await importFiles(patient.db, {
      ...settings,
      ...(id === undefined ? {} : { externalId: id }),
      names,
      source: source?.trim() || null,
      format: format ?? null,
      formats,
      dryRun,
      batchSize: size,
      events: {
        ...reporter.events,
        progressed: (state) => {
          reporter.events.progressed(state)
          collect(state)
        },
      },
      signal: interruption.signal,
    })
    reporter.finish(report)
    return isFine(report) ? 0 : 1
  } finally {
    reporter.close()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    await patient.close()
  }
}

function isFine({ rejected, refusedFiles, isInterrupted }: ImportReport): boolean {
  return rejected === 0 && refusedFiles === 0 && !isInterrupted
}

async function meansSeveral(names: readonly string[], { url, date, id }: ImportCommandOptions): Promise<boolean> {
  if (url === undefined && date === undefined && id === undefined) return false
  const [first = ''] = names
  return (
    names.length > 1 ||
    (await stat(first).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  )
}

function toAddress(text: string): string {
  if (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError('It must be a whole address, like https://www.example.org/page.')
}

function toDate(text: string): string {
  const date = toInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (date !== null) return date
  throw new InvalidArgumentError('It must be a day like 2026-05-31, or an instant like 2026-05-31T18:30:00Z.')
}

function toLanguage(text: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(text)
    if (tag !== undefined) return tag
  } catch {
    // is told below
  }
  throw new InvalidArgumentError('It must be a BCP 47 language tag, like it or en-GB.')
}

function batchSize(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1 || size > 5000) throw new InvalidArgumentError('It must be 1 to 5000.')
  return size
}
