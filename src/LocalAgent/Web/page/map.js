// Services, topics and queues, and what goes between them.

import * as api from './api.js';
import { hueClass } from './colors.js';
import { el, replace, svg } from './dom.js';
import { broker, count, milliseconds, plural, rate } from './format.js';
import { arrange, HEIGHT, short } from './layout.js';


export function showMap({ main }) {
  document.title = 'Map · Waybill';
  let request = new AbortController();
  let last = '';
  const place = el('div.map');
  const note = el('p.note', {}, 'Rates are of the traces that are kept. A queue time is the median.');
  replace(main, el('div.title', {}, el('h1', {}, 'Map')), note, place);
  refresh();

  async function refresh() {
    request.abort();
    request = new AbortController();
    try {
      const map = await api.map(request.signal);
      const text = JSON.stringify(map);
      if (text !== last) show(map);
      last = text;
    } catch (error) {
      if (error.name !== 'AbortError') replace(place, el('p.problem', {}, error.message));
    }
  }

  function show(map) {
    if (map.nodes.length === 0) {
      replace(place, el('div.empty', {}, el('h2', {}, 'Nothing to draw yet'), el('p', {}, 'The map grows with the traces: services, topics and queues, and what goes between them.')));
      return;
    }
    const nodes = map.nodes.map(node => ({ ...node, under: under(node) }));
    const drawn = arrange(nodes, map.edges);
    const image = svg('svg', { viewBox: `0 0 ${drawn.width} ${drawn.height}`, width: drawn.width, height: drawn.height, role: 'group', 'aria-label': `${plural(map.nodes.length, 'node')}, ${plural(map.edges.length, 'connection')}` },
      svg('defs', {}, marker('arrow', 'arrow'), marker('arrow-bad', 'arrow bad')),
      ...drawn.edges.map(line), ...drawn.edges.map(label), ...nodes.map(node => box(node, drawn.places.get(node.id))));
    replace(place, image);
  }

  return { refresh, close: () => request.abort(), key: () => false };
}

const marker = (id, kind) => svg('marker', { id, class: kind, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: 'userSpaceOnUse', orient: 'auto' }, svg('path', { d: 'M0 0 8 4 0 8z' }));

function line({ edge, path }) {
  const isBad = edge.errors > 0;
  return svg('path', { class: isBad ? 'edge bad' : 'edge', d: path, 'marker-end': isBad ? 'url(#arrow-bad)' : 'url(#arrow)', style: { 'stroke-width': Math.min(5, 1.5 + Math.log10(Math.max(1, edge.count))).toFixed(2) } });
}

function label({ edge, middle }) {
  const rows = [rate(edge.rate), edge.queueTime === null ? null : `${milliseconds(edge.queueTime)} wait`, edge.errors ? plural(edge.errors, 'error') : null].filter(row => row);
  return svg('g', { class: 'edge-label', transform: `translate(${middle.x} ${middle.y})` }, svg('title', {}, plural(edge.count, 'time')),
    ...rows.map((row, i) => svg('text', { y: (i - rows.length) * 15 + 7, class: i > 0 && row.includes('error') ? 'bad' : i === 0 ? 'main' : '' }, row)));
}

function box(node, at) {
  const { width } = at;
  const isService = node.system === '';
  const address = isService ? `/services/${encodeURIComponent(node.name)}` : `/?${new URLSearchParams({ destination: node.name })}`;
  const shape = isService
    ? svg('rect', { width, height: HEIGHT, rx: 10 })
    : svg('path', { d: `M14 0H${width - 14}a14 ${HEIGHT / 2} 0 0 1 0 ${HEIGHT}H14a14 ${HEIGHT / 2} 0 0 1 0 ${-HEIGHT}M${width - 14} 0a14 ${HEIGHT / 2} 0 0 0 0 ${HEIGHT}` });
  return svg('a', { class: `node ${isService ? `service ${hueClass(node.name)}` : 'queue'}${node.errors ? ' bad' : ''}`, href: address, 'data-link': true, transform: `translate(${at.x} ${at.y})` },
    svg('title', {}, `${node.name}${node.errors ? `: ${plural(node.errors, 'error')}` : ''}`), shape,
    isService ? svg('rect', { class: 'stripe', x: 12, y: 14, width: 5, height: HEIGHT - 28, rx: 2.5 }) : null,
    svg('text', { class: 'name', x: 28, y: 25 }, short(node.name)), svg('text', { class: 'under', x: 28, y: 43 }, node.under),
    node.errors ? svg('g', { class: 'errors', transform: `translate(${width - 12} 4)` }, svg('circle', { r: 10 }), svg('text', { y: 4 }, node.errors > 99 ? '99+' : count(node.errors))) : null);
}

function under(node) {
  if (node.system) return `${broker(node.system)} · ${count(node.count)} sent`;
  return node.count ? plural(node.count, 'request') : 'starts traces';
}
