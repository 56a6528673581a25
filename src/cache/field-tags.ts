/** What a field depends on, beside the object that it is a field of and the objects that it answers. */
export interface FieldTags {
  /** Whenever it is selected. */
  readonly always?: readonly string[]
  /** Where it finds nothing: then something could be found that has no id in the answer. */
  readonly whenNull?: readonly string[]
  /** It lists articles of its own object, a topic or an author: then only that one's lists matter. */
  readonly listsOwn?: true
  /** It finds a topic or an author, which is seen as long as one of its articles is. */
  readonly findsVisible?: true
  /** It lists articles by a filter. */
  readonly filtered?: true
  /** It takes ids, of which those of keys are for their holder alone. */
  readonly takesIds?: true
}

const anything = ['search', 'articles', 'topics', 'authors', 'publishers', 'bylines', 'topic-types'] as const

/**
 * By `Type.field`. What is not here depends on its object alone: on its row, on what hangs on it and on what is in that order (any
 * part of an article is a change of the article).
 */
export const fieldTags: Readonly<Record<string, FieldTags>> = {
  'Query.article': { whenNull: ['articles'] },
  'Query.articles': { filtered: true },
  'Query.author': { whenNull: ['articles', 'authors'], findsVisible: true },
  'Query.authors': { always: ['articles', 'authors'] },
  'Query.node': { whenNull: anything, findsVisible: true, takesIds: true },
  'Query.nodes': { whenNull: anything, findsVisible: true, takesIds: true },
  'Query.publisher': { whenNull: ['publishers'] },
  'Query.publishers': { always: ['publishers'] },
  // former pages lead to topics, authors and publishers
  'Query.resolveUrls': { always: ['articles', 'authors', 'topics', 'publishers'] },
  'Query.search': { always: anything },
  'Query.suggest': { always: anything },
  'Query.topic': { whenNull: ['articles', 'topics'], findsVisible: true },
  'Query.topics': { always: ['articles', 'topics'] },
  // names of authors, where the byline says nothing itself
  'Article.byline': { always: ['bylines'] },
  // computed ones are found among all articles, and tell their headlines and bylines
  'Article.relatedLinks': { always: ['articles', 'bylines'] },
  // topics that are not shown may become some that are
  'Article.section': { always: ['topic-types'] },
  'Article.topics': { always: ['topic-types'] },
  'Author.articles': { listsOwn: true },
  'Topic.articles': { listsOwn: true },
  // a child is seen as long as one of its articles is, which is one of its parent's too
  'Topic.children': { always: ['topics'], listsOwn: true },
}
