import type { IncomingMessage } from 'node:http'

/** What is told of an operation at its end. */
export interface OperationEnd {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** Whether it failed by our own fault. */
  readonly hasFailed: boolean
  /** `performance.now()` when it came; for one that was answered before a span could be begun. */
  readonly startedAt: number
}

/** Tells a collector what took how long: a span an operation, and one a statement within it. */
export interface Tracing {
  /** Answers a request within a span, whose parent is what its headers name (`traceparent`). */
  operation<T>(req: IncomingMessage, answer: () => Promise<T>): Promise<T>
  /** Ends the span of a request. */
  end(req: IncomingMessage, operation: OperationEnd): void
  /** Sends a statement within a span, where an operation has one. */
  statement<T>(text: string, work: () => Promise<T>): Promise<T>
  /** Sends what has not been sent yet, for two seconds at most. */
  stop(): Promise<void>
}

let current: Tracing | null = null

/** What is traced with in this process; null, as at the start: nothing is. */
export function currentTracing(): Tracing | null {
  return current
}

/** From now on that is traced with. */
export function traceWith(tracing: Tracing | null): void {
  current = tracing
}

/** Whether the environment names a collector. OpenTelemetry would send to localhost where it names none; here that is no wish. */
export function wantsTraces(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none') return false
  return (env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT']) !== undefined
}
