import type { Context } from '../../schema/context.ts'
import { createArticlePort } from './article.ts'
import { createEngine, type EngineOptions } from './loader-context.ts'
import { createAuthorPort, createPublisherPort, createTopicPort } from './named.ts'
import { loadRelation } from './nodes.ts'
import { createSearchPort } from './search.ts'

/** All content ports of one request: for one caller, at one instant. */
export type ContentPorts = Pick<Context, 'articles' | 'authors' | 'topics' | 'publishers' | 'search' | 'relations'>

export function createLoaders(options: EngineOptions): ContentPorts {
  const engine = createEngine(options)
  return {
    articles: createArticlePort(engine),
    authors: createAuthorPort(engine),
    topics: createTopicPort(engine),
    publishers: createPublisherPort(engine),
    search: createSearchPort(engine),
    relations: {
      load: (noun, id, field, args, selection) => loadRelation(engine, noun, id, field, args, selection),
    },
  }
}
