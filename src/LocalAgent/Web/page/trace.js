// One trace: its way through services and brokers, the waterfall, and the span that is looked at.

import * as api from './api.js';
import { hueClass } from './colors.js';
import { showSpan } from './detail.js';
import { el, replace } from './dom.js';
import { broker, count, dateAndTime, duration, milliseconds, plural } from './format.js';
import { destination, hops, system } from './message.js';
import { build } from './tree.js';
import { createWaterfall } from './waterfall.js';

const MAX_STOPS = 8;

export function showTrace({ main, go, argument, query }) {
  document.title = 'Trace · Waybill';
  const request = new AbortController();
  let spans = [];
  let waterfall = null;
  let isBusy = false;
  const detail = el('aside.detail', { 'aria-label': 'Span', tabindex: '0' });
  const head = el('header.trace-head');
  const left = el('section.waterfall', { 'aria-label': 'Waterfall' });
  replace(main, el('div.trace', {}, head, el('div.panes', {}, left, detail)));
  load(true);

  async function load(isFirst) {
    if (isBusy) return;
    isBusy = true;
    try {
      const trace = await api.trace(argument, spans.length, request.signal);
      if (trace) show(trace, isFirst);
    } catch (error) {
      if (error.name !== 'AbortError' && isFirst) replace(main, problem(error));
    } finally {
      isBusy = false;
    }
  }

  function show(trace, isFirst) {
    spans = trace.spans;
    const tree = build(spans);
    const root = tree.nodes[0];
    if (!root) return replace(main, problem(new Error('The trace holds no spans: they were too large to keep.')));
    document.title = `${root.span.resource || root.span.name} · Waybill`;
    replace(head, ...summary(trace, tree, root));
    const before = waterfall?.selected?.span.spanId ?? query.get('span');
    waterfall = createWaterfall(left, tree, node => {
      if (query.get('span') !== node.span.spanId) {
        query.set('span', node.span.spanId);
        history.replaceState(null, '', `${location.pathname}?span=${node.span.spanId}`);
      }
      showSpan(detail, tree, node, trace.traceId, other => waterfall.select(other, true));
    }, waterfall);
    waterfall.select(tree.byId.get(before) ?? tree.nodes.find(node => node.span.error && node.span.meta['error.stack']) ?? tree.nodes.find(node => node.span.error) ?? root, isFirst);
  }

  function summary(trace, tree, root) {
    const errors = spans.filter(span => span.error).length;
    const services = new Set(spans.map(span => span.service)).size;
    const stops = way(tree);
    return [
      el('div.line', {},
        el('a.up', { href: '/', 'data-link': true, title: 'Back to the list (Esc)' }, 'Traces'),
        el('h1', { title: root.span.resource || root.span.name }, el(`span.service.${hueClass(root.span.service)}`, {}, el('i.swatch'), root.span.service), el('span.resource', {}, root.span.resource || root.span.name)),
        el('div.actions', {},
          el('button.button', { type: 'button', onclick: event => copy(event.currentTarget) }, 'Copy address'),
          el('a.button', { id: 'export', href: `/api/traces/${trace.traceId}?download=true`, download: `trace-${trace.traceId}.json` }, 'Export JSON'))),
      el('dl.facts', {},
        fact('Duration', duration(tree.total)), fact('Started', dateAndTime(tree.base)), fact('Spans', count(spans.length)), fact('Services', count(services)),
        fact('Errors', errors ? el('b.badge.bad', {}, count(errors)) : '0'), fact('Trace', el('code', { title: trace.traceId }, trace.traceId))),
      stops.length > 0 ? el('ol.way', { 'aria-label': 'The way through services and brokers' }, stops) : null,
    ];
  }

  // Service, broker with the time in its queue, service, …
  function way(tree) {
    const found = hops(tree.nodes);
    if (found.length === 0) return [];
    const stops = [stop(found[0].from.span.service)];
    for (const { from, to } of found.slice(0, MAX_STOPS)) {
      stops.push(el('li.queue', {}, el('span', {}, `${broker(system(from.span) ?? system(to.span) ?? 'queue')} `, el('b', {}, destination(from.span) || destination(to.span))),
        el('small', {}, to.queue === null ? '' : `${milliseconds(to.queue)} queued`)));
      stops.push(stop(to.span.service));
    }
    if (found.length > MAX_STOPS) stops.push(el('li', {}, `and ${plural(found.length - MAX_STOPS, 'more hop')}`));
    return stops;
  }

  const stop = service => el('li', {}, el(`span.service.${hueClass(service)}`, {}, el('i.swatch'), service));
  const fact = (title, value) => el('div', {}, el('dt', {}, title), el('dd', {}, value));
  const problem = error => el('div.empty', {}, el('h2', {}, error.status === 404 ? 'This trace is not here' : 'The trace cannot be shown'),
    el('p', {}, error.status === 404 ? 'It never came to this agent, or it was the oldest when memory was full.' : error.message), el('a.button.primary', { href: '/', 'data-link': true }, 'All traces'));

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(location.href);
      replace(button, 'Copied');
    } catch {
      replace(button, 'Copy it from the address bar');
    }
    setTimeout(() => replace(button, 'Copy address'), 2000);
  }

  return {
    refresh: () => load(false),
    close: () => { request.abort(); waterfall?.close(); },
    key(event) {
      if (event.key === 'Escape') go('/');
      else if (event.key === 'x') document.getElementById('export')?.click();
      else return waterfall?.key(event);
      return true;
    },
  };
}
