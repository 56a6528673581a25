import './builder/scalars.ts'
import './builder/node.ts'
import './types/article.ts'
import './types/author.ts'
import './types/topic.ts'
import './types/related-link.ts'
import './types/publisher.ts'
import './types/search.ts'
import './types/url-resolution.ts'
import './types/user-error.ts'
import './types/write.ts'
import './types/edit.ts'
import './types/api-key.ts'
import './types/import-run.ts'
import './types/viewer.ts'
import { GraphQLDeferDirective, GraphQLSchema, specifiedDirectives } from 'graphql'
import { builder } from './builder/builder.ts'
import { directives, schemaDescription } from './builder/directives.ts'

/** The contract, built from the nouns above; printed in schema.graphql. */
export const schema = new GraphQLSchema({
  ...builder.toSchema({ directives: [...specifiedDirectives, GraphQLDeferDirective, ...directives] }).toConfig(),
  description: schemaDescription,
})
