import { articleNoun } from './article.ts'
import { authorNoun } from './author.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { publisherNoun } from './publisher.ts'
import { topicNoun } from './topic.ts'

/** All nouns, so that they can select each other without importing each other. */
export const nouns: StatementBuilder['nouns'] = {
  article: articleNoun,
  author: authorNoun,
  topic: topicNoun,
  publisher: publisherNoun,
}
