import { fileURLToPath } from 'node:url'
import graphql from '@graphql-eslint/eslint-plugin'

const rule = (name, ...options) => [`@graphql-eslint/${name}`, options.length === 0 ? 'off' : ['error', ...options]]

/** All rules for schemas and those of Relay, less what the contract means otherwise. */
export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url)) } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      ...Object.fromEntries([
        // types are printed by name, their fields in the order in which one reads them
        rule('alphabetize'),
        // mutations are a part of the contract
        rule('no-root-type'),
        // a payload says what became of the change; who needs more asks with a second root field
        rule('require-field-of-type-query-in-mutation-result'),
        // parts of what they hang on have no identity: docs/clients.md says how caches are told
        rule('strict-id-in-types'),
        // a search goes forward only: its order is that of a moment
        rule('relay-arguments', { includeBoth: false }),
        // short lists are lists, and connections have nodes beside edges
        rule('relay-edge-types', {
          withEdgeSuffix: true,
          shouldImplementNode: true,
          listTypeCanWrapOnlyEdgeType: false,
        }),
      ]),
    },
  },
]
