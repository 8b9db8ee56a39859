'use strict'
// OpenTelemetry's SDK with the instrumentations of the three clients and of http; formats by OTEL_PROPAGATORS, spans by OTLP.
const { context, propagation, trace, ROOT_CONTEXT } = require('@opentelemetry/api')
const { registerInstrumentations } = require('@opentelemetry/instrumentation')
const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } = require('@opentelemetry/core')
const { B3Propagator, B3InjectEncoding } = require('@opentelemetry/propagator-b3')
const { NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node')
const { resourceFromAttributes } = require('@opentelemetry/resources')

// Each protocol is a package of its own, and the standard's variable is left to the program.
const protocol = { 'http/json': 'http', 'http/protobuf': 'proto' }[process.env.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf']
const { OTLPTraceExporter } = require(`@opentelemetry/exporter-trace-otlp-${protocol}`)

const propagators = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => new B3Propagator(),
  b3multi: () => new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER })
}
const names = (process.env.OTEL_PROPAGATORS ?? 'tracecontext,baggage').split(',').filter(name => name !== 'none')
new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME }),
  spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())]
}).register({ propagator: new CompositePropagator({ propagators: names.map(name => propagators[name]()) }) })

const { AmqplibInstrumentation } = require('@opentelemetry/instrumentation-amqplib')
const { AwsInstrumentation } = require('@opentelemetry/instrumentation-aws-sdk')
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http')
const { KafkaJsInstrumentation } = require('@opentelemetry/instrumentation-kafkajs')
registerInstrumentations({
  instrumentations: [
    new AmqplibInstrumentation(),
    new KafkaJsInstrumentation(),
    // The HTTP calls of the SDK itself would be spans of their own.
    new AwsInstrumentation({ suppressInternalInstrumentation: true }),
    new HttpInstrumentation({ ignoreOutgoingRequestHook: request => request.path.endsWith('/v1/traces') })
  ]
})

const tracer = trace.getTracer('waybill-interop')

/** Runs work in a span; a carrier of headers is its parent, else it is a child of the current one. */
function span (name, { carrier, tags }, work) {
  const parent = carrier ? propagation.extract(ROOT_CONTEXT, carrier) : context.active()
  return tracer.startActiveSpan(name, { attributes: tags }, parent, async span => {
    try {
      return await work(span.spanContext())
    } finally {
      span.end()
    }
  })
}

/** Its instrumentation does not know the attribute _datadog, and makes no span per message: a program that wants one reads it itself. */
const carrierOf = attributes => attributes?._datadog && JSON.parse(attributes._datadog.StringValue)

const baggage = () => Object.fromEntries(
  (propagation.getActiveBaggage()?.getAllEntries() ?? []).map(([key, entry]) => [key, entry.value]))

module.exports = { span, carrierOf, baggage }
