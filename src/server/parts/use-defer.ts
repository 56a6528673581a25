import { type DocumentNode, experimentalExecuteIncrementally } from 'graphql'
import { toAbortSignal } from '../../db/stop-signal.ts'
import { withoutDefer } from '../../document/defer.ts'
import { acceptsParts } from '../answer/media-type.ts'
import { exchangeOf, type GatewayPlugin, headerOf, type InitialContext } from '../exchange.ts'

/**
 * `@defer`: who accepts `multipart/mixed` gets the answer in parts, in the format of the current draft of the specification; all others get
 * it whole, as if the directive were not there. Comes first, so that the plugins behind it see the document that is answered.
 *
 * Parts are for who asked alone: they are not kept. An answer that is kept is given whole to whoever asks, at once.
 */
export function useDefer(): GatewayPlugin {
  return {
    isIdle: ({ document }) => withoutDefer(document) === document,
    onExecute({ args, setExecuteFn }) {
      const exchange = exchangeOf(args.contextValue)
      const context = args.contextValue as unknown as InitialContext
      if (exchange === undefined || !isWantedInParts(args.document, context)) {
        Object.assign(args, { document: withoutDefer(args.document) })
        return
      }
      exchange.inParts = true
      // who waits for the same makes its own
      exchange.refill?.abandon()
      exchange.refill = null
      setExecuteFn(async (given) => {
        const result = await experimentalExecuteIncrementally({ ...given, abortSignal: toAbortSignal(context.stop) })
        return ('initialResult' in result ? partsOf(result) : result) as never
      })
    },
  }
}

/** Whether a document defers something, for a client that takes parts. */
export function isWantedInParts(document: DocumentNode, context: InitialContext): boolean {
  return withoutDefer(document) !== document && acceptsParts(headerOf(context.request, context, 'accept'))
}

/** The first part and those that follow, as one stream. */
async function* partsOf({
  initialResult,
  subsequentResults,
}: {
  readonly initialResult: object
  readonly subsequentResults: AsyncIterable<object>
}): AsyncGenerator<object> {
  yield initialResult
  yield* subsequentResults
}
