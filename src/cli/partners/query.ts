import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { InvalidArgumentError, type Command } from 'commander'
import { OperationTypeNode, parse } from 'graphql'
import { findApiKey, type ApiKey } from '../../db/keys/api-keys.ts'
import { openPreview, type PreviewAnswer } from '../../server/open/open-preview.ts'
import { CommandError } from '../command-error.ts'
import { misused } from './key-command.ts'
import { toKeyId } from './key-text.ts'
import { withDatabase } from '../run-command.ts'

interface QueryOptions {
  readonly as?: string
  readonly operation?: string
  readonly variables?: object
}

/** `masthead query`: what a caller would be answered, without their secret. Exit code 1 where the answer has errors. */
export function registerQuery(program: Command): void {
  program
    .command('query')
    .description('run a query as a caller without a key would, or as a key would (--as), and print the answer')
    .argument('<query>', 'a .graphql file, the query itself, or - for standard input')
    .option('--as <id>', 'run the query as this key; "keys list" shows its id; left out: without a key')
    .option('--operation <name>', 'which operation of the document')
    .option('--variables <json>', 'variables, as a JSON object', toVariables)
    .addHelpText(
      'after',
      `
Shows what the caller would see, with the same visibility, limits and price. It uses no quota and counts no usage.
The price is in extensions.cost. Mutations are refused.

Examples:
  npm run -s masthead -- query samples/queries/front-page.graphql
  npm run -s masthead -- query '{ articles(first: 3) { nodes { headline status } } }' --as QXBpS2V5OjE`,
    )
    .action(async (given: string, options: QueryOptions) => {
      const document = await readDocument(given)
      process.exitCode = await ask(document, options)
    })
}

async function ask(query: string, { as, operation, variables }: QueryOptions): Promise<number> {
  const keyId = as === undefined ? null : toKeyId(as)
  if (as !== undefined && keyId === null) return misused(`--as: "${as}" is not the id of a key. See: keys list`)
  if (changesSomething(query)) throw new CommandError('Only queries are run here, and the document has a mutation.')
  return await withDatabase(async ({ config, database, log }) => {
    const key: ApiKey | null = keyId === null ? null : await findApiKey(database.db, keyId)
    if (keyId !== null && key === null) return misused(`--as: There is no key ${as}. See: keys list`)
    const preview = await openPreview(config, database, log, key)
    try {
      return print(await preview.ask({ query, operationName: operation, variables }))
    } finally {
      preview.close()
    }
  })
}

function print({ body }: PreviewAnswer): number {
  const answer = JSON.parse(body) as { readonly errors?: unknown }
  console.log(JSON.stringify(answer, null, 2))
  return answer.errors === undefined ? 0 : 1
}

/** What does not parse changes nothing, and is answered by the gateway with the place of the mistake. */
function changesSomething(document: string): boolean {
  try {
    return parse(document).definitions.some((one) => 'operation' in one && one.operation !== OperationTypeNode.QUERY)
  } catch {
    return false
  }
}

async function readDocument(given: string): Promise<string> {
  if (given === '-') return await readAll(process.stdin)
  if (existsSync(given)) return await readFile(given, 'utf8')
  if (given.includes('{')) return given
  throw new CommandError(
    `There is no file ${given}, and it is no query either: one has braces, like "{ articles { nodes { headline } } }".`,
  )
}

function toVariables(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // is told below
  }
  throw new InvalidArgumentError(`Give a JSON object, like '{"first": 3}'.`)
}
