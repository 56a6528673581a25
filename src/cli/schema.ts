import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { GraphQLInputObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { toJsonSchema } from '../../schema/json-schema.ts'
import { printSchemaWithCosts } from '../document/price/print-schema.ts'

/** The committed forms of the contract: the SDL, and the JSON Schema of a line of NDJSON. */
export const contractFiles: readonly { readonly file: string; readonly print: () => string }[] = [
  {
    file: fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url)),
    print: () => printSchemaWithCosts(schema),
  },
  { file: fileURLToPath(new URL('../../schema/article-input.schema.json', import.meta.url)), print: printArticleInput },
]

/** `masthead schema`: the contract, with the cost directives from which clients can compute prices. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the GraphQL schema as SDL, with its @cost and @listSize directives')
    .option('--article-input', 'print the JSON Schema of one line of NDJSON instead')
    .option('--write', 'write the committed files in schema/ instead')
    .addHelpText('after', '\nExample:\n  npm run -s masthead -- schema > schema.graphql')
    .action(({ write = false, articleInput = false }: { write?: boolean; articleInput?: boolean }) => {
      if (write) for (const { file, print } of contractFiles) writeFileSync(file, print())
      else process.stdout.write(articleInput ? printArticleInput() : printSchemaWithCosts(schema))
    })
}

function printArticleInput(): string {
  const type = schema.getType('ArticleInput') as GraphQLInputObjectType
  return `${JSON.stringify(toJsonSchema(type, 'One article, as a line of NDJSON'), null, 2)}\n`
}
