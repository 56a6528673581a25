/** The queries with which GraphiQL opens; each returns something over the samples. A test runs them. */
export const exampleQueries: readonly string[] = [
  `# Newest articles: one SQL statement
query FrontPage {
  articles(first: 10) {
    nodes {
      headline
      kicker
      summary(maxLength: 140)
      datePublished
      authors { name kind }
      topics { name path }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# A section with everything below it
query Section {
  topic(by: { path: "world" }) {
    name
    children { name path }
    articles(first: 5) {
      count { value exact }
      nodes { headline section { name } language }
    }
  }
}
`,
  `# One article page in one round trip
query ArticlePage {
  articles(first: 1, filter: { languages: ["it"] }) {
    nodes {
      headline
      standfirst
      byline
      body(format: PLAIN_TEXT)
      wordCount
      readingTimeMinutes
      relatedLinks(first: 5) { title url kind article { headline authors { name } } }
      translations { language headline }
      publisher { name imprint }
    }
  }
}
`,
]
