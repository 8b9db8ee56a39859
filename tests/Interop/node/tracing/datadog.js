'use strict'
// Datadog's tracer with its defaults: it instruments what is required after it.
const tracer = require('dd-trace').init()

/** Runs work in a span; a carrier of headers is its parent, else it begins a trace. */
function span (name, { carrier, tags }, work) {
  const childOf = carrier && tracer.extract('text_map', carrier)
  return tracer.trace(name, { ...(childOf && { childOf }), tags }, span => work({
    traceId: span.context().toTraceId(true),
    spanId: BigInt(span.context().toSpanId()).toString(16).padStart(16, '0')
  }))
}

/** SQS has no callback to run in a context: the tracer does not tell which message is worked on. */
const processing = (message, work) => work()

module.exports = { span, processing, baggage: () => tracer.getAllBaggageItems?.() ?? {} }
