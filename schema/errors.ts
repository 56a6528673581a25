import { GraphQLError } from 'graphql'

/**
 * Every error a client can meet: its code, its HTTP status (null: the error belongs to the document, so the
 * status follows the media type as GraphQL-over-HTTP asks), and the sentence it gets when the thrower says nothing better.
 */
export const clientErrors = {
  GRAPHQL_PARSE_FAILED: { status: null, sentence: 'The document is not valid GraphQL syntax. Check it in GraphiQL.' },
  GRAPHQL_VALIDATION_FAILED: {
    status: null,
    sentence: 'The document does not match the schema. Compare it with the schema in GraphiQL.',
  },
  BAD_USER_INPUT: {
    status: null,
    sentence: 'An argument has a value that is not accepted. Correct it and send the request again.',
  },
  BAD_CURSOR: {
    status: null,
    sentence:
      'This cursor was not issued for this list, filter and order. Start again without it, or keep filter and order as they were.',
  },
  QUERY_TOO_LARGE: { status: null, sentence: 'The document is too large. Ask for less in one request, or split it.' },
  QUERY_TOO_DEEP: { status: null, sentence: 'The document is nested too deeply. Ask for fewer levels in one request.' },
  QUERY_TOO_COMPLEX: {
    status: null,
    sentence: 'The document may return too many objects. Use a smaller first, or select fewer lists below lists.',
  },
  ANSWER_TOO_LARGE: {
    status: null,
    sentence: 'The answer is larger than the gateway sends at once. Ask for fewer bodies in one request.',
  },
  INTROSPECTION_DISABLED: {
    status: null,
    sentence: 'Introspection is switched off here. Read the published schema.graphql instead.',
  },
  FORBIDDEN: { status: null, sentence: 'The caller may not do this. Use a key with the required scope.' },
  BAD_REQUEST: {
    status: 400,
    sentence: 'The request is not well-formed GraphQL over HTTP. Send JSON with a query field.',
  },
  KEY_IN_URL: {
    status: 400,
    sentence:
      'An API key never belongs in a URL. Send it as "Authorization: Bearer KEY", and rotate this one: URLs are logged.',
  },
  BATCHING_DISABLED: { status: 400, sentence: 'Arrays of operations are not accepted. Send one operation a request.' },
  UNAUTHENTICATED: {
    status: 401,
    sentence: 'This API key is not valid. Check it, or leave it out to ask as an anonymous caller.',
  },
  PERSISTED_ONLY: { status: 403, sentence: 'This key runs registered documents only. Send documentId, not query.' },
  PERSISTED_NOT_FOUND: {
    status: 404,
    sentence: 'No document is registered under this id. Check the id, or ask the publisher to register the document.',
  },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, sentence: 'PersistedQueryNotFound' },
  NOT_FOUND: { status: 404, sentence: 'Nothing is here. GraphQL is at /graphql.' },
  METHOD_NOT_ALLOWED: { status: 405, sentence: 'Use POST with JSON, or GET for queries.' },
  REQUEST_TIMEOUT: { status: 408, sentence: 'The request took too long to arrive. Send it again.' },
  PAYLOAD_TOO_LARGE: { status: 413, sentence: 'The request body is larger than 1 MB. Send less at once.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, sentence: 'Only "application/json" in UTF-8 is accepted.' },
  UNSUPPORTED_CONTENT_ENCODING: {
    status: 415,
    sentence: 'Compressed request bodies are not accepted. Send the JSON as it is.',
  },
  RATE_LIMITED: { status: 429, sentence: 'The quota is used up. Wait for the time in Retry-After.' },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    sentence: 'Something went wrong in the gateway. Report the error id. Sending the request again may help.',
  },
  UNAVAILABLE: { status: 503, sentence: 'The gateway cannot answer just now. Try again in a few seconds.' },
  OVERLOADED: { status: 503, sentence: 'The gateway has too many requests. Wait for the time in Retry-After.' },
  TIMEOUT: { status: 504, sentence: 'The answer took too long. Ask for less at once, or try again.' },
} as const satisfies Record<string, { status: number | null; sentence: string }>

export type ClientErrorCode = keyof typeof clientErrors

/**
 * An error meant for the client: a stable code and a sentence that says what to do.
 * `extensions` may add facts a program can use (`requiredScope`, `retryAfter`).
 */
export function clientError(
  code: ClientErrorCode,
  message?: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  const { status, sentence } = clientErrors[code]
  return new GraphQLError(message ?? sentence, {
    extensions: { code, ...extensions, ...(status === null ? {} : { http: { status, spec: true } }) },
  })
}

/** An argument's value is refused: says which, what it was (shortened) and what is accepted. */
export function badInput(message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message)
}

/** The first characters of a value that a client sent, safe to show it again. */
export function shorten(value: string, maxLength = 80): string {
  const clean = value.replace(/[\p{Cc}\p{Cs}]/gu, '�')
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength)}…`
}
