import { validate } from 'graphql'
import type { KnownDocuments } from '../../document/known-documents.ts'
import { parseWithinLimits } from '../../document/parse.ts'
import type { GatewayPlugin } from '../exchange.ts'
import type { Limits } from '../../document/limits.ts'

/**
 * Measures documents while they are parsed, so before validation, and only once: Yoga's cache, which keeps what this
 * parser returns, keeps only documents within the limits.
 */
export function useDocumentLimits(
  limits: Limits,
  { introspection, documents }: { introspection: boolean; documents: KnownDocuments },
): GatewayPlugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((text) => parseWithinLimits(text, limits, { introspection }))
    },
    onValidate({ setValidationFn, context, params: { documentAST } }) {
      setValidationFn((schema, document, rules) =>
        // Suggestions would spell out the schema that introspection hides.
        validate(schema, document, rules, { maxErrors: limits.maxErrors - 1, hideSuggestions: !introspection }),
      )
      return ({ valid }) => {
        const text = context.params.query
        // their errors hold on to far more than their text
        if (valid) documents.valid.add(documentAST)
        else if (text) documents.parsed.delete(text)
      }
    },
    isIdle: () => introspection,
    onExecute({ args }) {
      if (!introspection) Object.assign(args, { hideSuggestions: true })
    },
  }
}
