/** An operation that GraphiQL opens in a tab of its own. */
export interface Example {
  /** With a comment on top that says what it shows. */
  readonly query: string
  /** A variable whose value begins with `$` is filled in from what the gateway holds: `$slug` of the newest article, `$section`. */
  readonly variables?: Readonly<Record<string, unknown>>
}

/** One a task, the first in front; a test runs each of them over the samples. */
export const examples: readonly Example[] = [
  {
    query: `# A front page: the newest articles, what is read most, and the sections. One SQL statement.
query FrontPage {
  newest: articles(first: 10) {
    nodes {
      kicker
      headline
      summary(maxLength: 140)
      datePublished
      authors { name }
      section { name path }
    }
  }
  mostRead: articles(first: 5, orderBy: { field: VIEW_COUNT, direction: DESC }) {
    nodes { headline viewCount }
  }
  sections: topics(first: 10, filter: { roots: true }) {
    nodes { name path }
  }
}
`,
  },
  {
    query: `# An article page in one request: body, authors, topics, translations and related links.
query ArticlePage($slug: String!) {
  article(by: { slug: $slug }) {
    headline
    standfirst
    byline
    datePublished
    readingTimeMinutes
    body(format: PLAIN_TEXT)
    image { url alt caption credit }
    authors { name kind }
    topics { name path }
    translations { language headline }
    relatedLinks(first: 5) { title url article { headline } }
    publisher { name }
  }
}
`,
    variables: { slug: '$slug' },
  },
  {
    query: `# A section with infinite scroll: put the endCursor of one answer into "after" for the next.
query Section($path: String!, $first: Int!, $after: String) {
  topic(by: { path: $path }) {
    name
    children { name path }
    articles(first: $first, after: $after) {
      nodes { headline datePublished }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`,
    variables: { path: '$section', first: 5, after: null },
  },
  {
    query: `# A search page: matching words, another spelling where nothing is found, and facets to narrow by.
query Search($query: String!, $filter: ArticleFilter) {
  search(query: $query, filter: $filter, first: 10) {
    count { value exact }
    didYouMean
    edges {
      score
      highlights { field text ranges { start end } }
      node { headline datePublished language }
    }
    facets {
      topics(first: 5) { topic { name } count }
      languages { language count }
      years { year count }
    }
  }
}
`,
    variables: { query: '$word', filter: {} },
  },
  {
    query: `# "You may also like": the editors' links first, then what the gateway found.
query RelatedLinks($slug: String!) {
  article(by: { slug: $slug }) {
    headline
    relatedLinks(first: 8) {
      position
      origin
      kind
      title
      url
      article { headline authors { name } }
    }
  }
}
`,
    variables: { slug: '$slug' },
  },
  {
    query: `# What would this cost? With dryRun nothing else runs, and nothing is charged.
query Price {
  rateLimit(dryRun: true) { cost limit remaining resetAt }
  articles(first: 50) {
    count { value }
    nodes { headline authors { name } topics { name } }
  }
}
`,
  },
  {
    query: `# Who am I, and what have I used? Put your key into the field above.
query MyUsage {
  viewer {
    isAnonymous
    scopes
    apiKey { name prefix expiresAt pointsPerMinute }
    rateLimit { limit remaining resetAt }
    usage {
      requests
      points
      errors
      throttled
      topOperations(first: 5) { name requests points p95Ms }
    }
  }
}
`,
  },
]
