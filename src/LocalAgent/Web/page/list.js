// The list of traces, newest first.

import { search } from './api.js';
import { hueClass } from './colors.js';
import { el, replace } from './dom.js';
import { broker, count, duration, plural, timeOfDay } from './format.js';

const BROKERS = ['kafka', 'rabbitmq', 'aws_sqs'];
const DURATIONS = [['', 'Any duration'], ['10', 'over 10 ms'], ['100', 'over 100 ms'], ['1000', 'over 1 s'], ['10000', 'over 10 s']];
const FILTERS = ['q', 'service', 'resource', 'broker', 'destination', 'errors', 'minMs'];

export function showList({ main, go, query }) {
  document.title = 'Traces · Waybill';
  const filters = Object.fromEntries(FILTERS.map(name => [name, query.get(name) ?? '']).filter(([, value]) => value));
  let rows = [];
  let next = 0;
  let keptAll = 0;
  let selected = -1;
  let request = new AbortController();
  let waiting = 0;

  const input = el('input', {
    type: 'search', name: 'q', placeholder: 'Search names, tags, ids — order.id:WB-20261101', 'aria-label': 'Search', value: filters.q ?? '',
    autocomplete: 'off', spellcheck: 'false', maxlength: 500,
    oninput: () => { clearTimeout(waiting); waiting = setTimeout(() => apply({ q: input.value.trim() }), 150); },
  });
  const errors = el('button.chip', { type: 'button', 'aria-pressed': String(filters.errors === 'true'), onclick: () => apply({ errors: filters.errors ? '' : 'true' }) }, 'Errors only');
  const minMs = el('select', { 'aria-label': 'Duration', onchange: () => apply({ minMs: minMs.value }) },
    DURATIONS.map(([value, text]) => el('option', { value, selected: value === (filters.minMs ?? '') }, text)));
  const brokers = el('select', { 'aria-label': 'Broker', onchange: () => apply({ broker: brokers.value }) },
    el('option', { value: '' }, 'Any broker'), BROKERS.map(name => el('option', { value: name, selected: name === filters.broker }, broker(name))));
  const exact = el('span.exact');
  const found = el('span.found', { 'aria-live': 'polite' });
  const body = el('div.rows', { role: 'rowgroup' });
  const more = el('button.more', { type: 'button', hidden: true, onclick: () => load(true) }, 'Show older traces');
  const empty = el('div.empty');
  const table = el('div.table', { role: 'table', 'aria-label': 'Traces' },
    el('div.row.head', { role: 'row' }, ['Time', 'Trace', 'Duration', 'Spans', 'Errors', 'Brokers', 'Services'].map(title =>
      el(`span.c-${title.toLowerCase()}`, { role: 'columnheader' }, title))),
    body);
  replace(main, el('div.filters', { role: 'search' }, el('label.search', {}, el('span.glass', { 'aria-hidden': 'true' }, '⌕'), input, el('kbd', {}, '/')), errors, minMs, brokers, exact, found), table, empty, more);
  showExact();
  load(false);

  function apply(change) {
    Object.assign(filters, change);
    for (const name of FILTERS) if (!filters[name]) delete filters[name];
    errors.setAttribute('aria-pressed', String(filters.errors === 'true'));
    const text = new URLSearchParams(filters).toString();
    history.replaceState(null, '', text ? `/?${text}` : '/');
    selected = -1;
    showExact();
    load(false);
  }

  function showExact() {
    replace(exact, ...['service', 'resource', 'destination'].filter(name => filters[name]).map(name =>
      el('button.chip', { type: 'button', 'aria-pressed': 'true', title: 'Remove this filter', onclick: () => apply({ [name]: '' }) }, `${name}: ${filters[name]}`, el('span', { 'aria-hidden': 'true' }, ' ×'))));
  }

  async function load(isMore) {
    request.abort();
    request = new AbortController();
    const size = isMore ? 200 : Math.min(1000, Math.max(200, rows.length));
    try {
      const result = await search({ ...filters, limit: size, ...(isMore ? { before: next } : {}) }, request.signal);
      const open = selected >= 0 ? rows[selected]?.traceId : null;
      rows = isMore ? [...rows, ...result.traces] : result.traces;
      rows.sort((a, b) => b.start.length - a.start.length || (a.start < b.start ? 1 : a.start > b.start ? -1 : 0));
      next = result.next;
      keptAll = result.kept;
      selected = open ? rows.findIndex(row => row.traceId === open) : -1;
      show();
    } catch (error) {
      if (error.name !== 'AbortError') replace(found, error.message);
    }
  }

  function show() {
    const longest = Math.max(1, ...rows.map(row => row.duration));
    replace(body, ...rows.map((row, index) => line(row, index, longest)));
    const isFiltered = Object.keys(filters).length > 0;
    replace(found, rows.length === 0 ? '' : next ? `the newest ${count(rows.length)}` : isFiltered ? `${count(rows.length)} of ${plural(keptAll, 'trace')}` : plural(rows.length, 'trace'));
    more.hidden = next === 0;
    table.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
    if (rows.length === 0) replace(empty, ...(isFiltered ? nothingFound() : nothingYet()));
    mark();
  }

  function line(row, index, longest) {
    return el('a.row', { role: 'row', href: `/traces/${row.traceId}`, 'data-link': true, 'data-index': index, class: 'row' },
      el('span.c-time.number', { role: 'cell' }, timeOfDay(row.start)),
      el('span.c-trace', { role: 'cell', title: `${row.service} · ${row.name} · ${row.resource}` },
        el(`span.service.${hueClass(row.service)}`, {}, el('i.swatch'), row.service || '(no service)'), el('span.resource', {}, row.resource || row.name)),
      el('span.c-duration.number', { role: 'cell' }, duration(row.duration), el('i.meter', { style: { '--share': Math.max(0.01, row.duration / longest).toFixed(4) } })),
      el('span.c-spans.number', { role: 'cell' }, count(row.spans)),
      el('span.c-errors.number', { role: 'cell' }, row.errors ? el('b.badge.bad', {}, count(row.errors)) : ''),
      el('span.c-brokers', { role: 'cell' }, row.brokers.map(name => el('span.tag', {}, broker(name))), row.isCut && row.brokers.length > 11 ? '…' : null),
      el('span.c-services', { role: 'cell', title: row.services.join(' → ') }, row.services.map(name => el(`i.swatch.${hueClass(name)}`)), el('span', {}, plural(row.services.length, 'service') + (row.isCut ? ' or more' : ''))));
  }

  function nothingFound() {
    return [el('h2', {}, 'No trace matches'), el('p', {}, `None of the ${plural(keptAll, 'trace')} that are kept. Each word must be found in a name, a tag or a text of a span; `, el('code', {}, 'tag:value'), ' looks for a tag whose value begins so.'),
      el('button.primary', { type: 'button', onclick: () => { input.value = ''; minMs.value = ''; brokers.value = ''; apply(Object.fromEntries(FILTERS.map(name => [name, '']))); } }, 'Clear the filters')];
  }

  function nothingYet() {
    return [el('h2', {}, 'Waiting for the first trace'), el('p', {}, 'Point a tracer at this agent. The list fills by itself.'),
      el('pre', {}, `# Datadog's tracers, Waybill\nDD_TRACE_AGENT_URL=${location.origin}\n\n# OpenTelemetry\nOTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${location.origin}/v1/traces\nOTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf`)];
  }

  function mark(scrolls = false) {
    for (const row of body.querySelectorAll('[aria-selected]')) row.removeAttribute('aria-selected');
    const row = body.children[selected];
    row?.setAttribute('aria-selected', 'true');
    if (scrolls) row?.scrollIntoView({ block: 'nearest' });
  }

  return {
    refresh: () => load(false),
    close: () => { request.abort(); clearTimeout(waiting); },
    key(event) {
      const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (step) { selected = Math.min(rows.length - 1, Math.max(0, selected + step)); mark(true); }
      else if (event.key === 'Enter' && rows[selected]) go(`/traces/${rows[selected].traceId}`);
      else if (event.key === '/') { input.focus(); input.select(); }
      else if (event.key === 'e') errors.click();
      else return false;
      return true;
    },
  };
}
