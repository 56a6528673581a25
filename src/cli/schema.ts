import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { schema } from '../../schema/index.ts'
import { printSchemaWithCosts } from '../keys/print-schema.ts'

/** The committed form of the contract. */
export const schemaFile = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url))

/** `masthead schema`: the contract as SDL, with the cost directives from which clients can compute prices. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the GraphQL schema as SDL, with its @cost and @listSize directives')
    .option('--write', 'write schema/schema.graphql instead')
    .addHelpText('after', '\nExample:\n  npm run -s masthead -- schema > schema.graphql')
    .action(({ write = false }: { write?: boolean }) => {
      const text = printSchemaWithCosts(schema)
      if (write) writeFileSync(schemaFile, text)
      else process.stdout.write(text)
    })
}
