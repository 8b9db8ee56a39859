// The waterfall: a row for each span with its bar on a common scale. Only the rows in sight are elements.

import { hueClass } from './colors.js';
import { el, replace, svg } from './dom.js';
import { duration, milliseconds } from './format.js';
import { isSent, isTaken } from './message.js';
import { unfolded } from './tree.js';

const ROW = 30;
const OVERSCAN = 12;
const INDENT = 14;
const MAX_INDENT = 14;

// onselect(node) is told of each selection. A waterfall of the same trace from before hands over what was folded and how far it was scrolled.
export function createWaterfall(parent, tree, onselect, before) {
  const foldedIds = before?.foldedIds ?? new Set();
  const folded = new Set(tree.nodes.filter(node => foldedIds.has(node.span.spanId)));
  let rows = unfolded(tree.nodes, folded);
  let places = new Map(rows.map((node, place) => [node, place]));
  let selected = null;
  let frame = 0;

  const lines = el('div.lines');
  const overlay = svg('svg', { class: 'arrows', 'aria-hidden': 'true' });
  const canvas = el('div.canvas', { role: 'tree', 'aria-label': 'Spans' }, lines, overlay);
  const scroller = el('div.scroller', { tabindex: '0', onscroll: schedule }, canvas);
  before?.close();
  replace(parent, ruler(tree.total), scroller);
  if (before) scroller.scrollTop = before.scrollTop;
  const observer = new ResizeObserver(schedule);
  observer.observe(scroller);
  draw();

  function schedule() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  function draw() {
    canvas.style.setProperty('height', `${rows.length * ROW}px`);
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - OVERSCAN);
    const last = Math.min(rows.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW) + OVERSCAN);
    replace(lines, ...rows.slice(first, last).map((node, i) => line(node, first + i)));
    drawArrows(first, last);
  }

  function line(node, place) {
    const { span } = node;
    const queueStart = node.queue === null ? node.start : Math.max(0, node.start - node.queue * 1e6);
    const left = node.start / tree.total;
    const width = Math.max(0, node.end - node.start) / tree.total;
    return el('div', {
      class: `line ${hueClass(span.service)}${span.error ? ' failed' : ''}${node === selected ? ' selected' : ''}`,
      role: 'treeitem', 'aria-level': node.depth + 1, 'aria-selected': String(node === selected), 'aria-expanded': node.children.length ? String(!folded.has(node)) : null,
      style: { top: `${place * ROW}px` }, 'data-span': span.spanId, onclick: () => select(node),
    },
    el('div.label', { title: `${span.service} · ${span.name} · ${span.resource}`, style: { '--depth': Math.min(node.depth, MAX_INDENT) } },
      guides(node),
      node.children.length > 0
        ? el('button.fold', { type: 'button', tabindex: '-1', 'aria-label': folded.has(node) ? 'Unfold' : 'Fold', onclick: event => { event.stopPropagation(); fold(node); } },
          svg('svg', { width: 10, height: 10, viewBox: '0 0 10 10' }, svg('path', { d: folded.has(node) ? 'M3 1.5 7 5 3 8.5' : 'M1.5 3 5 7 8.5 3' })))
        : el('span.fold'),
      el('span.service', {}, el('i.swatch'), span.service), el('span.name', {}, span.name), el('span.resource', {}, span.resource === span.name ? '' : span.resource),
      folded.has(node) ? el('span.hidden', {}, `+${hidden(node)}`) : null,
      span.error ? el('span.mark', { title: 'failed' }, '!') : null,
      span.links.length > 0 ? el('span.linked', { title: `${span.links.length} links` }, '⇢') : null),
    el('div.time', {},
      node.queue !== null && node.queue > 0 ? el('i.gap', { title: `${milliseconds(node.queue)} in the queue`, style: { left: share(queueStart / tree.total), width: share((node.start - queueStart) / tree.total) } }) : null,
      el('i.bar', { style: { left: share(Math.min(left, 0.998)), width: share(width) } }),
      el('span', labelPlace(left, width, queueStart / tree.total),
        node.queue !== null && node.queue > 0 ? el('em', {}, `${milliseconds(node.queue)} queued`) : null, duration(span.duration))));
  }

  // Behind the bar; where there is no room, before it or its gap; where there is none either, on it.
  function labelPlace(left, width, from) {
    if (left + width < 0.76) return { class: 'length', style: { left: share(left + width), 'padding-left': '6px' } };
    if (from > 0.3) return { class: 'length', style: { right: share(1 - from), 'padding-right': '6px' } };
    const [start, end] = left > from + 0.3 ? [from, left] : [left, left + width];
    return { class: 'length inside', style: { left: share((start + end) / 2) } };
  }

  // A stroke for each level, so that it shows whose child a span is.
  function guides(node) {
    const depth = Math.min(node.depth, MAX_INDENT);
    if (depth === 0) return null;
    const lines = [];
    let above = node;
    for (let level = depth; level > 0 && above.parent; level--, above = above.parent) {
      const isLast = above.parent.children.at(-1) === above;
      const x = (level - 1) * INDENT + 11;
      if (above === node) lines.push(svg('path', { d: `M${x} 0V${isLast ? ROW / 2 : ROW}M${x} ${ROW / 2}h8` }));
      else if (!isLast) lines.push(svg('path', { d: `M${x} 0V${ROW}` }));
    }
    return svg('svg', { class: 'guides', width: depth * INDENT, height: ROW, 'aria-hidden': 'true' }, ...lines);
  }

  // Messages from the sender's end to the receiver's queue time, links dashed, where one end is in sight.
  function drawArrows(first, last) {
    const width = lines.querySelector('.time')?.clientWidth ?? 0;
    const x = share => 1 + share * (width - 2);
    const paths = [];
    for (let place = first; place < last; place++) {
      const node = rows[place];
      const sender = node.parent;
      if (sender && isSent(sender.span) && (isTaken(node.span) || node.queue !== null) && places.has(sender)) {
        const queueStart = node.queue === null ? sender.start : Math.max(0, node.start - node.queue * 1e6);
        paths.push(arrow(x(Math.min(sender.end, Math.max(sender.start, queueStart)) / tree.total), places.get(sender), x(queueStart / tree.total), place, `hop${node === selected || sender === selected ? ' near' : ''}`));
      }
      for (const link of node.span.links) {
        const target = tree.byId.get(link.spanId);
        if (target && places.has(target) && target !== node && target !== sender) {
          paths.push(arrow(x(target.start / tree.total), places.get(target), x(node.start / tree.total), place, `link${node === selected || target === selected ? ' near' : ''}`));
        }
      }
    }
    replace(overlay, ...paths);
  }

  function arrow(fromX, fromPlace, toX, toPlace, kind) {
    const fromY = fromPlace * ROW + ROW / 2 + (toPlace > fromPlace ? 6 : -6);
    const toY = toPlace * ROW + ROW / 2;
    return svg('path', { class: kind, d: `M${fromX} ${fromY}V${toY - (toPlace > fromPlace ? 5 : -5)}Q${fromX} ${toY} ${Math.max(toX, fromX + 0.5)} ${toY}` });
  }

  function fold(node) {
    if (folded.has(node)) folded.delete(node);
    else folded.add(node);
    arrange();
  }

  function arrange() {
    foldedIds.clear();
    for (const node of folded) foldedIds.add(node.span.spanId);
    rows = unfolded(tree.nodes, folded);
    places = new Map(rows.map((node, place) => [node, place]));
    draw();
  }

  function select(node, scrolls = false) {
    selected = node;
    for (let above = node.parent; above; above = above.parent) folded.delete(above);
    arrange();
    if (scrolls) {
      const top = places.get(node) * ROW;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + ROW > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + ROW - scroller.clientHeight;
    }
    onselect(node);
  }

  function key(event) {
    const place = places.get(selected) ?? 0;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 15, PageUp: -15, Home: -rows.length, End: rows.length }[event.key];
    if (step) select(rows[Math.min(rows.length - 1, Math.max(0, place + step))], true);
    else if (event.key === 'ArrowRight' && folded.has(selected)) fold(selected);
    else if (event.key === 'ArrowLeft' && selected.children.length > 0 && !folded.has(selected)) fold(selected);
    else if (event.key === 'ArrowLeft' && selected.parent) select(selected.parent, true);
    else if (event.key === 'e') {
      const failed = tree.nodes.filter(node => node.span.error);
      if (failed.length > 0) select(failed.find(node => node.index > selected.index) ?? failed[0], true);
    } else if (event.key === 'f') {
      const all = tree.nodes.filter(node => node.children.length > 0 && node.depth > 0);
      if (folded.size > 0) folded.clear();
      else for (const node of all) folded.add(node);
      while (!isInSight(selected)) selected = selected.parent;
      arrange();
    } else return false;
    return true;
  }

  function isInSight(node) {
    for (let above = node.parent; above; above = above.parent) if (folded.has(above)) return false;
    return true;
  }

  function hidden(node) {
    let end = node.index + 1;
    while (end < tree.nodes.length && tree.nodes[end].depth > node.depth) end++;
    return end - node.index - 1;
  }

  return {
    select, key, foldedIds,
    get selected() { return selected; },
    get scrollTop() { return scroller.scrollTop; },
    close: () => { observer.disconnect(); cancelAnimationFrame(frame); },
  };
}

function ruler(total) {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return el('div.line.ruler', {}, el('div.label', {}, 'Span'), el('div.time', {}, ticks.map(at =>
    el('span', { class: at === 1 ? 'tick end' : 'tick', style: { left: share(at) } }, at === 0 ? '0' : duration(total * at)))));
}

const share = part => `${(100 * part).toFixed(3)}%`;
