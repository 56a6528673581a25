import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { schema } from '../../../schema/index.ts'
import { printSchemaWithCosts } from '../../document/price/print-schema.ts'
import { CommandError } from '../command-error.ts'

/** `masthead init-client`: a folder from which a typed client grows. */
export function registerInitClient(program: Command): void {
  program
    .command('init-client')
    .description('write a first TypeScript client: the schema, a code generator, one typed query')
    .argument('<folder>', 'where to; no file is replaced')
    .option('--url <address>', 'the GraphQL endpoint that it asks', toAddress, 'http://localhost:4000/graphql')
    .addHelpText(
      'after',
      `
Afterwards, in the folder: npm install && npm run generate && npm start. "npm run generate" writes types for the queries in src/, and
persisted-documents.json, which "documents register" takes.

Example:
  npm run -s masthead -- init-client /tmp/my-client`,
    )
    .action(async (folder: string, { url }: { url: string }) => {
      const files = clientFiles(url)
      const there = Object.keys(files).filter((name) => existsSync(join(folder, name)))
      if (there.length > 0) throw new CommandError(`${folder} has ${there.join(', ')} already. Name another folder.`)
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true })
        await writeFile(join(folder, name), text)
        console.log(join(folder, name))
      }
      console.error(`Next: cd ${folder} && npm install && npm run generate && npm start`)
    })
}

function clientFiles(url: string): Record<string, string> {
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'schema.graphql': printSchemaWithCosts(schema),
    'codegen.ts': codegen,
    'src/front-page.ts': frontPage(url),
  }
}

const manifest = {
  name: 'masthead-client',
  private: true,
  type: 'module',
  scripts: { generate: 'graphql-codegen', start: 'node src/front-page.ts' },
  engines: { node: '>=24' },
  dependencies: { '@graphql-typed-document-node/core': '3.2.0' },
  devDependencies: { '@graphql-codegen/cli': '7.4.3', '@graphql-codegen/client-preset': '6.2.0', graphql: '17.1.0' },
}

const codegen = `import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['src/*.ts'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        enumsAsTypes: true,
        scalars: { DateTime: 'string', URL: 'string', LanguageTag: 'string' },
        useTypeImports: true,
        importExtension: '.ts',
        documentMode: 'string',
      },
    },
  },
}

export default config
`

function frontPage(url: string): string {
  return `import { graphql } from './gql/gql.ts'
import type { TypedDocumentString } from './gql/graphql.ts'

const FrontPage = graphql(\`
  query FrontPage($first: Int!) {
    articles(first: $first) {
      nodes {
        headline
        datePublished
        authors { name }
      }
    }
  }
\`)

/** Asks the gateway; the types of variables and answer follow from the query. */
async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(${JSON.stringify(url)}, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  })
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] }
  if (data === undefined || errors !== undefined) throw new Error(errors?.map(({ message }) => message).join('\\n'))
  return data
}

const { articles } = await ask(FrontPage, { first: 5 })
for (const { headline, authors } of articles?.nodes ?? []) console.log(headline, authors.map(({ name }) => name).join(', '))
`
}

function toAddress(text: string): string {
  if (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError('It must be a whole address, like https://api.example.org/graphql.')
}
