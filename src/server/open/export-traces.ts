import type { IncomingMessage } from 'node:http'
import type { Span } from '@opentelemetry/api'
import manifest from '../../../package.json' with { type: 'json' }
import type { Tracing } from '../../trace.ts'
import { type Logger, throttled } from '../logger.ts'

/** Longer texts of statements are cut: a span has to fit a collector. */
const maxTextChars = 4_000
const stopMs = 2_000

/**
 * Begins to send traces as the standard variables say (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER` and their
 * like), by OpenTelemetry's own packages, which are loaded here: who sets none of them pays nothing.
 */
export async function exportTraces(log: Logger): Promise<Tracing> {
  const [api, { BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const { context, propagation, SpanKind, SpanStatusCode, trace } = api
  const tell = throttled(log, 'Traces could not be sent')
  const nothing = (): void => undefined
  api.diag.setLogger(
    { error: tell, warn: tell, info: nothing, debug: nothing, verbose: nothing },
    api.DiagLogLevel.WARN,
  )
  const { version } = manifest
  const resource = resources
    .defaultResource()
    .merge(resources.resourceFromAttributes({ 'service.name': 'masthead', 'service.version': version }))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }))
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  provider.register()
  const tracer = provider.getTracer('masthead', version)
  const spans = new WeakMap<IncomingMessage, Span>()

  function begin(req: IncomingMessage, startTime?: number) {
    const parent = propagation.extract(api.ROOT_CONTEXT, req.headers)
    const options = { kind: SpanKind.SERVER, ...(startTime !== undefined && { startTime }) }
    const span = tracer.startSpan('GraphQL', options, parent)
    return { span, within: trace.setSpan(parent, span) }
  }

  return {
    async operation(req, answer) {
      const { span, within } = begin(req)
      spans.set(req, span)
      try {
        return await context.with(within, answer)
      } finally {
        // what was answered without a word about its end
        if (span.isRecording()) span.end()
      }
    },
    end(req, { name, attributes, hasFailed, startedAt }) {
      const span = spans.get(req) ?? begin(req, performance.timeOrigin + startedAt).span
      if (!span.isRecording()) return
      span.updateName(name).setAttributes(attributes)
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
    async statement(text, work) {
      // what a request has left running (a timer that asks again and again) is none of its work
      if (trace.getActiveSpan()?.isRecording() !== true) return await work()
      const verb = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? 'statement'
      const attributes = {
        'db.system.name': 'postgresql',
        'db.operation.name': verb,
        'db.query.text': text.slice(0, maxTextChars),
      }
      return await tracer.startActiveSpan(`postgresql ${verb}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
        try {
          return await work()
        } catch (error) {
          const { code } = error as { readonly code?: unknown }
          if (typeof code === 'string') span.setAttribute('db.response.status_code', code)
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    },
    async stop() {
      const late = AbortSignal.timeout(stopMs)
      await Promise.race([
        provider.shutdown().catch(tell),
        new Promise((resolve) => late.addEventListener('abort', resolve)),
      ])
      trace.disable()
      context.disable()
      propagation.disable()
      api.diag.disable()
    },
  }
}
