import './scalars.ts'
import './node.ts'
import './article.ts'
import './author.ts'
import './topic.ts'
import './related-link.ts'
import './publisher.ts'
import './search.ts'
import './url-resolution.ts'
import './user-error.ts'
import './write.ts'
import './edit.ts'
import './api-key.ts'
import './import-run.ts'
import './viewer.ts'
import { GraphQLSchema, specifiedDirectives } from 'graphql'
import { builder } from './builder.ts'
import { directives, schemaDescription } from './directives.ts'

/** The contract, built from the nouns above; printed in schema.graphql. */
export const schema = new GraphQLSchema({
  ...builder.toSchema({ directives: [...specifiedDirectives, ...directives] }).toConfig(),
  description: schemaDescription,
})
