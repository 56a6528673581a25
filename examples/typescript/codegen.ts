import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: '../../schema/schema.graphql',
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
