import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { GraphQLInputObjectType } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { toJsonSchema } from '../../../schema/json-schema.ts'
import { printSchemaWithCosts } from '../../document/price/print-schema.ts'
import { CommandError } from '../command-error.ts'
import { listSchemaChanges, listUnrecorded, readSchemaOf, type SchemaChange } from './schema-diff.ts'

/** The committed forms of the contract: the SDL, and the JSON Schema of a line of NDJSON. */
export const contractFiles: readonly { readonly file: string; readonly print: () => string }[] = [
  {
    file: fileURLToPath(new URL('../../../schema/schema.graphql', import.meta.url)),
    print: () => printSchemaWithCosts(schema),
  },
  {
    file: fileURLToPath(new URL('../../../schema/article-input.schema.json', import.meta.url)),
    print: printArticleInput,
  },
]

interface SchemaOptions {
  readonly write?: boolean
  readonly articleInput?: boolean
  readonly diff?: string
  readonly changelog?: string
  readonly json?: boolean
}

/** `masthead schema`: the contract, with the cost directives from which clients can compute prices, and what has changed in it. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the GraphQL schema as SDL, with its @cost and @listSize directives, or what has changed in it')
    .option('--article-input', 'print the JSON Schema of one line of NDJSON instead')
    .option('--write', 'write the committed files in schema/ instead')
    .option('--diff <source>', 'list what has changed since a file, an address, or a commit, branch or tag of git')
    .option(
      '--changelog <file>',
      'with --diff: breaking changes are in order that this changelog records as unreleased',
    )
    .option('--json', 'with --diff: print JSON')
    .addHelpText(
      'after',
      `
--diff marks each change: breaking (clients fail), dangerous (some may fail), safe. Exit code 1 when a change is breaking. With --changelog,
a breaking change is allowed when the section "Unreleased" names its place in backquotes, like \`Article.headline\`.

Examples:
  npm run -s masthead -- schema > schema.graphql
  npm run -s masthead -- schema --diff schema/released.graphql
  npm run -s masthead -- schema --diff http://localhost:4000/schema.graphql`,
    )
    .action(async (options: SchemaOptions) => {
      if (options.diff !== undefined) process.exitCode = await showChanges(options.diff, options)
      else if (options.changelog !== undefined || options.json === true)
        throw new CommandError('--changelog and --json go with --diff.')
      else if (options.write === true) for (const { file, print } of contractFiles) writeFileSync(file, print())
      else process.stdout.write(options.articleInput === true ? printArticleInput() : printSchemaWithCosts(schema))
    })
}

async function showChanges(source: string, { changelog, json = false }: SchemaOptions): Promise<number> {
  const changes = await listSchemaChanges(await readSchemaOf(source))
  const breaking = changes.filter(({ level }) => level === 'breaking')
  const unrecorded = changelog === undefined ? breaking : listUnrecorded(changes, await readChangelog(changelog))
  if (json) console.log(JSON.stringify(changes, null, 2))
  else for (const change of changes) console.log(toLine(change))
  console.error(`${changes.length} changes, ${breaking.length} of them breaking.`)
  if (changelog !== undefined && unrecorded.length > 0) {
    const places = unrecorded.map(({ path }) => `\`${path ?? 'schema'}\``).join(', ')
    console.error(`${changelog} does not record under "Unreleased": ${places}. Say there what clients have to do.`)
  }
  return unrecorded.length > 0 ? 1 : 0
}

function toLine({ level, message, path }: SchemaChange): string {
  return `${level.padEnd(10)}${path === null ? '' : `${path}: `}${message}`
}

async function readChangelog(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`--changelog: ${file} can't be read.`)
  })
}

function printArticleInput(): string {
  const type = schema.getType('ArticleInput') as GraphQLInputObjectType
  return `${JSON.stringify(toJsonSchema(type, 'One article, as a line of NDJSON'), null, 2)}\n`
}
