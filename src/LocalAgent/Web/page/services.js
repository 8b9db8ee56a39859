// Services and what each of them does.

import { resources, services } from './api.js';
import { hueClass } from './colors.js';
import { el, replace } from './dom.js';
import { count, duration, percent, rate } from './format.js';

const FIGURES = [
  ['Requests', row => row.requests, row => count(row.requests)],
  ['Rate', row => row.rate, row => rate(row.rate)],
  ['Errors', row => row.errors / Math.max(1, row.requests), row => row.errors ? el('span', {}, el('b.badge.bad', {}, percent(row.errors, row.requests)), ` ${count(row.errors)}`) : '—'],
  ['p50', row => row.p50, row => duration(row.p50)],
  ['p95', row => row.p95, row => duration(row.p95)],
  ['p99', row => row.p99, row => duration(row.p99)],
];

export function showServices({ main, go }) {
  document.title = 'Services · Waybill';
  return table({
    main, go, load: services, title: [el('h1', {}, 'Services')], what: 'Service',
    note: 'A request is a span whose parent is of another service, or of none. Figures are of the traces that are kept.',
    link: row => `/services/${encodeURIComponent(row.service)}`,
    name: row => el(`span.service.${hueClass(row.service)}`, {}, el('i.swatch'), row.service || '(no service)'),
  });
}

export function showResources({ main, go, argument }) {
  document.title = `${argument} · Waybill`;
  return table({
    main, go, load: signal => resources(argument, signal), what: 'Resource', back: '/services',
    title: [el('h1', {}, el('a.up', { href: '/services', 'data-link': true }, 'Services'), el(`span.service.${hueClass(argument)}`, {}, el('i.swatch'), argument)),
      el('a.button', { href: `/?${new URLSearchParams({ service: argument })}`, 'data-link': true }, 'Its traces')],
    note: 'Every span of the service counts here, by its operation and resource.',
    link: row => `/?${new URLSearchParams({ service: argument, resource: row.resource })}`,
    name: row => el('span.twolines', {}, el('span.resource', {}, row.resource || '(no resource)'), el('span.operation', {}, row.name)),
  });
}

function table({ main, go, load, title, note, what, link, name, back }) {
  let rows = [];
  let selected = -1;
  let sorting = 0;
  let request = new AbortController();
  const body = el('div.rows', { role: 'rowgroup' });
  const head = el('div.row.head', { role: 'row' });
  const empty = el('div.empty', { hidden: true }, el('h2', {}, 'Nothing yet'), el('p', {}, 'It comes with the first traces.'));
  const grid = el('div.table.figures', { role: 'table', 'aria-label': what }, head, body);
  replace(main, el('div.title', {}, ...title), el('p.note', {}, note), grid, empty);
  refresh();

  async function refresh() {
    request.abort();
    request = new AbortController();
    try {
      rows = await load(request.signal);
      show();
    } catch (error) {
      if (error.name !== 'AbortError') replace(body, el('p.problem', {}, error.message));
    }
  }

  function show() {
    rows.sort((a, b) => FIGURES[sorting][1](b) - FIGURES[sorting][1](a));
    const slowest = Math.max(1, ...rows.map(row => row.p95));
    replace(head, el('span.c-name', { role: 'columnheader' }, what), ...FIGURES.map(([title], index) =>
      el('span.number', { role: 'columnheader', 'aria-sort': index === sorting ? 'descending' : 'none' }, el('button', { type: 'button', onclick: () => { sorting = index; show(); } }, title))));
    replace(body, ...rows.map(row => el('a.row', { role: 'row', href: link(row), 'data-link': true },
      el('span.c-name', { role: 'cell', title: row.resource || row.service }, name(row)),
      ...FIGURES.map(([title, , text]) => el('span.number', { role: 'cell' }, text(row), title === 'p95' ? el('i.meter', { style: { '--share': Math.max(0.01, row.p95 / slowest).toFixed(4) } }) : null)))));
    grid.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
    mark();
  }

  function mark(scrolls = false) {
    for (const row of body.querySelectorAll('[aria-selected]')) row.removeAttribute('aria-selected');
    const row = body.children[selected];
    row?.setAttribute('aria-selected', 'true');
    if (scrolls) row?.scrollIntoView({ block: 'nearest' });
  }

  return {
    refresh,
    close: () => request.abort(),
    key(event) {
      const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (step) { selected = Math.min(rows.length - 1, Math.max(0, selected + step)); mark(true); }
      else if (event.key === 'Enter' && rows[selected]) go(link(rows[selected]));
      else if (event.key === 'Escape' && back) go(back);
      else return false;
      return true;
    },
  };
}
