import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { nodeTypes, parseGlobalId, toGlobalId } from '../../../schema/global-id.ts'
import type { Db } from '../../db/tables/database.ts'
import {
  findPurgedArticle,
  findPurgedAuthor,
  findPurgedSource,
  purge,
  type PurgeTarget,
  type Receipt,
} from '../../db/write/purge/purge.ts'
import { purgeKinds } from '../../db/write/purge/purge-articles.ts'
import { misused } from '../partners/key-command.ts'
import { withDatabase } from '../run-command.ts'

interface PurgeOptions {
  readonly article?: string
  readonly author?: string
  readonly source?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** `masthead purge`: erases an article, an author or a source for good, and prints a receipt. */
export function registerPurge(program: Command): void {
  program
    .command('purge')
    .description('erase an article, an author or a source for good (right to erasure), with a receipt')
    .option('--article <id>', 'an article by id, slug or address')
    .option('--author <id>', 'an author by id or slug: the name goes from bylines, links and search; the articles stay')
    .option('--source <name>', 'all articles of a source, and what is known of it')
    .option('--yes', 'do not ask')
    .option('--json', 'print the receipt as JSON')
    .addHelpText(
      'after',
      `
To take an article back and keep it, withdraw it instead (the mutation withdrawArticle). What is erased comes back when a source
brings it again: take it out there first. Backups of the database keep it until they are deleted.

Example:
  npm run -s masthead -- purge --article https://www.example.org/a-story`,
    )
    .action(async (options: PurgeOptions) => {
      process.exitCode = await run(options)
    })
}

async function run(options: PurgeOptions): Promise<number> {
  const given = (['article', 'author', 'source'] as const).filter((kind) => options[kind] !== undefined)
  const [kind, ...others] = given
  if (kind === undefined || others.length > 0) return misused('Give one of --article, --author and --source.')
  const name = options[kind] ?? ''
  return await withDatabase(async ({ database, progress }) => {
    const target = await find(database.db, kind, name)
    if (target === null) {
      console.error(`There is no ${kind} "${name}".`)
      return 1
    }
    const what = describe(target)
    if (options.yes !== true) {
      if (!process.stdin.isTTY) return misused(`This erases ${what} for good. Add --yes where nobody can be asked.`)
      if (!(await isSure(what))) {
        console.error('Nothing was erased.')
        return 1
      }
    }
    const patient = database.withoutTimeLimits()
    try {
      progress.at(`erasing ${what}`)
      const receipt = await purge(patient.db, target)
      progress.hide()
      console.log(options.json === true ? JSON.stringify(toJson(target, receipt), null, 2) : toText(what, receipt))
    } finally {
      await patient.close()
    }
    return 0
  })
}

async function find(db: Db, kind: 'article' | 'author' | 'source', name: string): Promise<PurgeTarget | null> {
  if (kind === 'source') return await findPurgedSource(db, name)
  const id = rowOf(kind === 'article' ? 'Article' : 'Author', name)
  return kind === 'article' ? await findPurgedArticle(db, name, id) : await findPurgedAuthor(db, name, id)
}

/** Null where it is no id of the type: then it is a slug or an address. */
function rowOf(type: (typeof nodeTypes)[number], name: string): number | null {
  try {
    const parsed = parseGlobalId(name)
    return parsed.type === type ? parsed.id : null
  } catch {
    return null
  }
}

function describe(target: PurgeTarget): string {
  if (target.kind === 'source') return `source "${target.source}" with ${target.articles} articles`
  return `${target.kind} "${target.title}" (${idOf(target)})`
}

function idOf({ kind, id }: Exclude<PurgeTarget, { kind: 'source' }>): string {
  return toGlobalId(kind === 'article' ? 'Article' : 'Author', id)
}

async function isSure(what: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`Erase ${what} for good? Nothing brings it back. Type "yes": `)
    return answer.trim().toLowerCase() === 'yes'
  } finally {
    terminal.close()
  }
}

/** Says what was erased without what it said. */
function toJson(target: PurgeTarget, { at, erased, articlesKept, textsWithName }: Receipt): object {
  return {
    at,
    [target.kind]: target.kind === 'source' ? target.source : idOf(target),
    erased,
    ...(target.kind === 'author' ? { articlesKept, textsWithName } : {}),
  }
}

function toText(what: string, { at, erased, articlesKept, textsWithName }: Receipt): string {
  const rows = purgeKinds.filter((kind) => erased[kind] > 0).map((kind) => `  ${erased[kind]} ${words[kind]}`)
  return [
    `Erased ${what}, ${at}:`,
    ...rows,
    ...(articlesKept === 0 ? [] : [`${articlesKept} articles stay, without the name in bylines, links and search.`]),
    ...(textsWithName === 0
      ? []
      : [`In the texts of ${textsWithName} of them the name still stands: correct or purge those.`]),
  ].join('\n')
}

const words: Readonly<Record<(typeof purgeKinds)[number], string>> = {
  articles: 'articles',
  bodies: 'bodies',
  addresses: 'addresses',
  ownLinks: 'links in and under them',
  linksFromOthers: 'links that led to them',
  searchRows: 'rows of search',
  searchWords: 'words that search proposed',
  authors: 'authors',
  topics: 'topics that nothing else has',
  publishers: 'publishers that nobody else writes for',
  feeds: 'feeds that were remembered',
  unfinishedImports: 'unfinished imports',
}
