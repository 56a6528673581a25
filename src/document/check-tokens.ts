import { GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import { badInput, clientError } from '../../schema/errors.ts'
import type { Limits } from './limits.ts'

/**
 * One pass over the tokens, before the recursive parser sees them: how many, how deeply nested, how long their names.
 * Throws QUERY_TOO_LARGE, or BAD_USER_INPUT for text that no database stores (NUL, half a surrogate pair).
 */
export function checkTokens(text: string | Source, limits: Limits): void {
  const source = typeof text === 'string' ? new Source(text) : text
  const { body } = source
  if (body.length > limits.maxDocumentChars) throw tooLarge(`${limits.maxDocumentChars} characters`)
  if (!isStorable(body)) throw notStorable()
  const lexer = new Lexer(source)
  let nesting = 0
  for (let tokens = 0; ; tokens++) {
    const token = next(lexer)
    if (token.kind === TokenKind.EOF) return
    if (tokens >= limits.maxTokens) throw tooLarge(`${limits.maxTokens} tokens`)
    switch (token.kind) {
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
      case TokenKind.PAREN_L:
        nesting++
        if (nesting > limits.maxNesting) throw tooLarge(`${limits.maxNesting} open brackets`)
        break
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
      case TokenKind.PAREN_R:
        nesting--
        break
      case TokenKind.NAME:
        if (token.end - token.start > limits.maxNameChars) throw tooLarge(`${limits.maxNameChars} characters a name`)
        break
      case TokenKind.STRING:
      case TokenKind.BLOCK_STRING:
        if (!isStorable(token.value ?? '')) throw notStorable()
    }
  }
}

/** Whether PostgreSQL and JSON can hold a string: no NUL, no half surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** The error for a string that cannot be stored. */
export function notStorable(): GraphQLError {
  return badInput('A string contains NUL or half a surrogate pair. Remove these characters.')
}

function next(lexer: Lexer): Token {
  try {
    return lexer.advance()
  } catch (error) {
    // "\ud800" inside a literal: graphql calls it a syntax error, in a variable it would be input. One answer for both.
    if (error instanceof GraphQLError && error.message.includes('Invalid Unicode escape sequence')) throw notStorable()
    throw error
  }
}

function tooLarge(most: string) {
  return clientError('QUERY_TOO_LARGE', `The document is too large. Use at most ${most} in one request.`)
}
