import type { Context } from '../../schema/context.ts'
import { createArticlePort } from './article.ts'
import { createLoaderContext, type LoaderContextOptions } from './loader-context.ts'
import { createAuthorPort, createPublisherPort, createTopicPort } from './named.ts'
import { loadRelation } from './nodes.ts'
import { createSearchPort } from './search.ts'

/** All content ports of one request: for one caller, at one instant. */
export type ContentPorts = Pick<Context, 'articles' | 'authors' | 'topics' | 'publishers' | 'search' | 'relations'>

export function createLoaders(options: LoaderContextOptions): ContentPorts {
  const loaderContext = createLoaderContext(options)
  return {
    articles: createArticlePort(loaderContext),
    authors: createAuthorPort(loaderContext),
    topics: createTopicPort(loaderContext),
    publishers: createPublisherPort(loaderContext),
    search: createSearchPort(loaderContext),
    relations: {
      load: (noun, id, field, args, selection) => loadRelation(loaderContext, noun, id, field, args, selection),
    },
  }
}
