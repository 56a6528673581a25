/**
 * What one request may ask of the server before any of it is run. Every number wears its unit.
 * The price of a query (how many objects it may return) is not here: it depends on variables and is charged elsewhere.
 */
export const limits = {
  /** A body larger than this is refused while it streams in. */
  maxBodyBytes: 1024 * 1024,
  /** UTF-16 units of one document. Longer ones are not even read token by token. */
  maxDocumentChars: 100_000,
  /** Lexical tokens of one document, comments left out. The introspection query of GraphiQL has about 300. */
  maxTokens: 2_000,
  /** Open brackets of any kind at one place. Keeps the recursive parser far from the end of its stack. */
  maxNesting: 64,
  /** UTF-16 units of one name, so that no error path or response key becomes an echo. */
  maxNameChars: 100,
  /** Aliases in one document, as written. */
  maxAliases: 50,
  /** Directives in one document, as written. */
  maxDirectives: 20,
  /** Directives at one place. */
  maxDirectivesAtOneLocation: 5,
  /** How often one response name may be written in one document; validation compares them pairwise. */
  maxRepeatsOfOneName: 100,
  /** Fields of one document once every fragment spread is written out. */
  maxFields: 2_000,
  /** Levels of fields, the root field being 1, fragments written out. */
  maxDepth: 12,
  /** Levels of fields from `__schema` or `__type` down. The standard introspection query has 15. */
  maxIntrospectionDepth: 20,
  /** UTF-16 units of `extensions` as JSON. */
  maxExtensionsChars: 10_000,
  /** Brackets open at one place in `variables` as JSON. */
  maxVariablesNesting: 64,
  /** Errors in one answer; the rest is left out. */
  maxErrors: 10,
  /** UTF-16 units of one error message. A longer one loses its middle, so no echo exceeds 120. */
  maxMessageChars: 240,
  /** Bytes of one answer, in UTF-8. A larger one is refused before it is put together. */
  maxAnswerBytes: 8 * 1024 * 1024,
  /** Operations in one array, each a request of its own; 0: arrays are refused. */
  maxBatchOperations: 0,
  /** Documents kept parsed and validated, counted together in UTF-16 units of their text; some 200 bytes each. */
  maxCachedDocumentChars: 300_000,
} as const

/** The numbers above, each of which a gateway may set otherwise. */
export type Limits = { readonly [Name in keyof typeof limits]: number }
