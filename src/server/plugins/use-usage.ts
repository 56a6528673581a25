import type { UsageRecorder } from '../../keys/usage.ts'
import { clientLeftStatus, endStatus, type GatewayPlugin, meterOf } from '../exchange.ts'

/** Counts what keys use: requests, points, errors and time, by operation. Anonymous requests are not counted. */
export function useUsage(usage: UsageRecorder): GatewayPlugin {
  return {
    onExecutionResult({ result, context }) {
      const meter = meterOf(context)
      if (meter !== undefined && result !== undefined && 'errors' in result && result.errors?.length)
        meter.failed = true
    },
    onResponse({ response, serverContext }) {
      const meter = meterOf(serverContext)
      if (meter === undefined || meter.caller.keyId === null) return
      const status = endStatus(response, serverContext)
      usage.note({
        keyId: meter.caller.keyId,
        operation: serverContext.exchange.operationName ?? null,
        points: meter.charged,
        // what was stopped because nobody waits for it is no error of the partner's
        failed: status !== clientLeftStatus && (meter.failed || status >= 400),
        throttled: meter.throttled,
        ms: performance.now() - serverContext.exchange.startedAt,
        deprecated: serverContext.exchange.deprecated,
      })
    },
  }
}
