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

/** Of a message of SQS: this tracer has read it already. */
const carrierOf = () => undefined

module.exports = { span, carrierOf, baggage: () => tracer.getAllBaggageItems() }
