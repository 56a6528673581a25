import { clientError } from '../../../schema/errors.ts'
import { Beside } from '../../document/beside.ts'
import { toDryRun } from '../../document/dry-run.ts'
import { actualCost } from '../../document/price/actual.ts'
import type { DocumentNode } from 'graphql'
import { type Price, type Priceable, priceOperation } from '../../document/price/evaluate.ts'
import { AnswerText } from '../../query/compiled/answer-text.ts'
import type { Meter } from '../../keys/meter.ts'
import { isInParts, type Part, WholeAnswer } from '../parts/parts.ts'
import { toClientError } from '../answer/to-client-error.ts'
import { type GatewayPlugin, meterOf, type ServerContext } from '../exchange.ts'

/**
 * Prices every operation before it runs and refuses what costs more than the caller may spend at once; tells both price and
 * cost in `extensions.cost`. What is stopped on its way, since the client left, it took too long or its answer is too large, costs its price. Not a
 * validation rule: those are cached without variables.
 */
export function usePrice(): GatewayPlugin {
  // what is asked in the same words has the same price
  const known = new Beside<object, Priced & { readonly document: DocumentNode }>()
  const priced = (operation: Priceable, params: object | undefined): Priced => {
    const before = params === undefined ? undefined : known.get(params)
    if (before?.document === operation.document) return before
    const { document } = operation
    const made = { document, price: priceOperation(operation), dryRun: toDryRun(operation) }
    if (Object.isFrozen(params)) known.set(params as object, made)
    return made
  }
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const meter = meterOf(args.contextValue)
      if (meter === undefined) return
      const { schema, document, operationName } = args
      const operation = { schema, document, operationName, variables: args.variableValues }
      const { price, dryRun } = priced(operation, (args.contextValue as { params?: object }).params)
      meter.price = price.requested
      if (dryRun !== null) {
        meter.dryRun = true
        setExecuteFn((given) => executeFn({ ...given, document: dryRun }))
      } else if (price.requested > meter.caller.maxCost) throw tooComplex(price, meter.caller.maxCost)

      return {
        onExecuteDone({ result, setResult }) {
          const { stop } = args.contextValue as unknown as ServerContext
          if (isInParts(result)) return setResult(charged(result, { price, meter, stop }) as never)
          if (typeof result !== 'object' || result === null || Symbol.asyncIterator in result) return
          if (dryRun === null && (stop.aborted || result.errors?.some(wasStopped))) meter.chargeWhole()
          else if (dryRun === null) meter.refund(costOf(price, result.data))
          const cost = { requested: price.requested, actual: meter.actual ?? 0 }
          setResult({ ...result, extensions: { ...result.extensions, cost } })
        },
      }
    },
  }
}

/** The same parts; the last one tells what all of them cost together. Parts that end before it cost the price. */
async function* charged(
  parts: AsyncIterable<Part>,
  { price, meter, stop }: { readonly price: Price; readonly meter: Meter; readonly stop: ServerContext['stop'] },
): AsyncGenerator<Part> {
  const whole = new WholeAnswer()
  let isComplete = false
  try {
    for await (const part of parts) {
      whole.add(part)
      if (part.hasNext !== false) {
        yield part
        continue
      }
      isComplete = !stop.aborted
      if (isComplete) meter.refund(costOf(price, whole.data))
      const cost = { requested: price.requested, actual: meter.actual ?? price.requested }
      yield { ...part, extensions: { ...part.extensions, cost } }
    }
  } finally {
    if (!isComplete) meter.chargeWhole()
  }
}

interface Priced {
  readonly price: Price
  readonly dryRun: DocumentNode | null
}

/** What was read before it had to end is not in the answer, so nobody could count it. */
function wasStopped(error: unknown): boolean {
  const { code } = toClientError(error, 0)
  return code === 'TIMEOUT' || code === 'ANSWER_TOO_LARGE'
}

/** Every object of content weighs one point (a test says so), so a text that was not taken apart is counted by its objects. */
function costOf({ plan }: Price, data: unknown): number {
  if (data instanceof AnswerText) return Math.max(1, data.objects + data.textPoints)
  return plan === null ? 1 : actualCost(plan, data)
}

const maxPathChars = 80

function tooComplex({ requested, mostExpensivePath }: Price, ceiling: number) {
  const mostExpensive = mostExpensivePath()
  const path = mostExpensive.join('.')
  const printed = path.length <= maxPathChars ? path : `${path.slice(0, maxPathChars)}…`
  return clientError(
    'QUERY_TOO_COMPLEX',
    `This operation costs up to ${requested.toLocaleString('en')} points, and ${ceiling.toLocaleString('en')} is the most here. ` +
      (path === ''
        ? 'Ask for less in one request.'
        : `The most expensive part is ${printed}: ask for fewer there, or split the request.`),
    { cost: { requested, ceiling }, mostExpensivePath: mostExpensive },
  )
}
