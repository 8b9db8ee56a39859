// What a span says of a message, in the tags of OpenTelemetry's conventions and of Datadog's tracers.

const DESTINATIONS = ['messaging.destination.name', 'kafka.topic', 'messaging.destination', 'queuename', 'aws.queue.name', 'topicname', 'amqp.queue', 'amqp.exchange'];

// Milliseconds in the broker; null if the span does not say or says nonsense.
export function queueTime(span) {
  const value = Number(span.metrics['message.queue_time_ms'] ?? span.meta['message.queue_time_ms'] ?? NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

export const system = span => span.meta['messaging.system'] || null;
export const destination = span => DESTINATIONS.map(tag => span.meta[tag]).find(value => value) ?? '';
export const isSent = span => /^(send|publish|create)$/.test(operation(span) ?? '') || !operation(span) && span.meta['span.kind'] === 'producer';
export const isTaken = span => /^(receive|process|deliver)$/.test(operation(span) ?? '') || !operation(span) && span.meta['span.kind'] === 'consumer';

// The hops of a trace: a span that takes a message, and the span that sent it.
export function hops(nodes) {
  const seen = new Set();
  const found = [];
  for (const node of nodes) {
    const sender = node.parent;
    if (!sender || !isSent(sender.span) || sender.span.service === node.span.service && !isTaken(node.span)) continue;
    if (!isTaken(node.span) && node.queue === null) continue;
    const key = `${sender.index} ${node.span.service}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ from: sender, to: node });
  }
  return found;
}

const operation = span => span.meta['messaging.operation.type'] ?? span.meta['messaging.operation'];
