// The span that is looked at: times, error, message, tags, links, events.

import { hueClass } from './colors.js';
import { el, replace } from './dom.js';
import { broker, dateAndTime, duration, milliseconds, plural } from './format.js';
import { destination, system } from './message.js';

export function showSpan(parent, tree, node, traceId, select) {
  const { span } = node;
  parent.scrollTop = 0;
  replace(
    parent,
    el('header', {},
      el(`span.service.${hueClass(span.service)}`, {}, el('i.swatch'), span.service || '(no service)'),
      el('h2', {}, span.resource || span.name),
      el('p.operation', {}, span.name, span.type ? ` · ${span.type}` : '', span.meta['span.kind'] ? ` · ${span.meta['span.kind']}` : '')),
    el('dl.facts', {}, fact('Duration', duration(span.duration)), fact('Starts after', duration(node.start)), node.queue === null ? null : fact('In the queue', milliseconds(node.queue)),
      system(span) ? fact(broker(system(span)), destination(span) || '—') : null),
    span.error ? errorOf(span) : null,
    linksOf(span, tree, traceId, select),
    eventsOf(span, tree),
    tagsOf(span),
    el('section', {}, el('h3', {}, 'Identity'), table([['span_id', span.spanId], ['parent_id', parentOf(node, select)], ['trace_id', traceId], ['start', `${dateAndTime(span.start)}`]])));
}

const fact = (title, value) => el('div', {}, el('dt', {}, title), el('dd', {}, value));

function parentOf(node, select) {
  const { parentId } = node.span;
  if (parentId === '0') return 'none: a root';
  return node.parent
    ? el('button.textual', { type: 'button', onclick: () => select(node.parent) }, `${parentId} — ${node.parent.span.name}`)
    : `${parentId} — not here`;
}

function errorOf(span) {
  const stack = span.meta['error.stack'];
  const message = span.meta['error.message'] ?? span.meta['error.msg'];
  return el('section.error', {},
    el('h3', {}, span.meta['error.type'] || 'Error'),
    el('p.message', {}, message || 'The span failed and says no more.'),
    stack ? el('pre.stack', { tabindex: '0', 'aria-label': 'Stack' }, stack) : null);
}

function linksOf(span, tree, traceId, select) {
  if (span.links.length === 0) return null;
  return el('section', {}, el('h3', {}, plural(span.links.length, 'link')), el('ul.links', {}, span.links.map(link => {
    const target = link.traceId.slice(16) === traceId.slice(16) ? tree.byId.get(link.spanId) : null;
    return el('li', {},
      target
        ? el('button.textual', { type: 'button', onclick: () => select(target) }, `${target.span.service} · ${target.span.name}`)
        : el('a', { href: `/traces/${link.traceId}?span=${encodeURIComponent(link.spanId)}`, 'data-link': true }, `trace ${link.traceId}`),
      table(Object.entries(link.attributes)));
  })));
}

function eventsOf(span, tree) {
  if (span.events.length === 0) return null;
  return el('section', {}, el('h3', {}, plural(span.events.length, 'event')), el('ul.links', {}, span.events.map(event =>
    el('li', {}, el('b', {}, event.name), ` after ${duration(Number(BigInt(event.time) - tree.base))}`, table(Object.entries(event.attributes))))));
}

function tagsOf(span) {
  const own = Object.entries({ ...span.meta, ...span.metrics }).filter(([name]) => !name.startsWith('error.')).sort(([a], [b]) => a < b ? -1 : 1);
  const [internal, others] = [own.filter(([name]) => name.startsWith('_')), own.filter(([name]) => !name.startsWith('_'))];
  return el('section', {}, el('h3', {}, plural(own.length, 'tag')), table(others),
    internal.length > 0 ? el('details', {}, el('summary', {}, plural(internal.length, 'internal tag')), table(internal)) : null);
}

function table(entries) {
  return entries.length === 0 ? null : el('table.tags', {}, el('tbody', {}, entries.map(([name, value]) =>
    el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value instanceof Node ? value : String(value))))));
}
