import { type DocumentNode, parse, type Source } from 'graphql'
import { clientError } from '../../schema/errors.ts'
import type { Limits } from './limits.ts'
import { checkTokens } from './check-tokens.ts'
import { measure } from './measure.ts'

/**
 * Parses a document that keeps the limits, at a cost that is linear in its text whatever it says.
 * Throws BAD_USER_INPUT, QUERY_TOO_LARGE, QUERY_TOO_DEEP or QUERY_TOO_COMPLEX; a syntax error rises as graphql made it.
 */
export function parseWithinLimits(
  text: string | Source,
  limits: Limits,
  options: { introspection: boolean },
): DocumentNode {
  checkTokens(text, limits)
  const document = parse(text)
  const size = measure(document)
  if (!options.introspection && size.introspectionDepth > 0) throw clientError('INTROSPECTION_DISABLED')
  if (size.aliases > limits.maxAliases) throw tooLarge('aliases', limits.maxAliases)
  if (size.directives > limits.maxDirectives) throw tooLarge('directives', limits.maxDirectives)
  if (size.directivesAtOneLocation > limits.maxDirectivesAtOneLocation) {
    throw tooLarge('directives at one place', limits.maxDirectivesAtOneLocation)
  }
  if (size.repeatsOfOneName > limits.maxRepeatsOfOneName) {
    throw tooLarge('repeats of one field', limits.maxRepeatsOfOneName)
  }
  if (size.depth > limits.maxDepth || size.introspectionDepth > limits.maxIntrospectionDepth) {
    const most = size.depth > limits.maxDepth ? limits.maxDepth : limits.maxIntrospectionDepth
    throw clientError('QUERY_TOO_DEEP', `The document is nested too deeply. Ask for at most ${most} levels of fields.`)
  }
  if (size.fields > limits.maxFields) {
    const message = `The document asks for too many fields. Select at most ${limits.maxFields}, fragments written out.`
    throw clientError('QUERY_TOO_COMPLEX', message)
  }
  return document
}

function tooLarge(what: string, most: number) {
  return clientError('QUERY_TOO_LARGE', `The document is too large. Use at most ${most} ${what} in one request.`)
}
