// Orders the spans of a trace into trees. Every span is in it exactly once: a span whose parent is missing is a root, of spans with equal
// ids the first gets the children, and a cycle is cut where it is entered first. Nothing recurses: a trace may be of any depth.

import { queueTime } from './message.js';

export function build(spans) {
  const base = spans.reduce((least, span) => { const start = BigInt(span.start); return least === null || start < least ? start : least; }, null) ?? 0n;
  const nodes = spans.map(span => node(span, base)).sort((a, b) => a.start - b.start);
  const byId = new Map();
  for (const node of nodes) if (!byId.has(node.span.spanId)) byId.set(node.span.spanId, node);
  const children = new Map();
  for (const node of nodes) {
    const parent = node.span.parentId;
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(node);
  }
  const ordered = [];
  const placed = new Set();
  for (const node of nodes) if (node.span.parentId === node.span.spanId || !byId.has(node.span.parentId)) place(node);
  for (const node of nodes) place(node); // what no root leads to is in a cycle, or below one
  return { base, nodes: ordered, byId, total: ordered.reduce((end, node) => Math.max(end, node.end), 1) };

  function place(root) {
    if (placed.has(root)) return;
    placed.add(root);
    const open = [root];
    while (open.length > 0) {
      const node = open.pop();
      node.index = ordered.push(node) - 1;
      if (byId.get(node.span.spanId) !== node) continue;
      for (const child of children.get(node.span.spanId) ?? []) {
        if (placed.has(child)) continue;
        placed.add(child);
        child.parent = node;
        child.depth = node.depth + 1;
        node.children.push(child);
      }
      for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]);
    }
  }
}

// The nodes that are to be seen when some are folded.
export function unfolded(nodes, folded) {
  const seen = [];
  for (let i = 0; i < nodes.length; i++) {
    seen.push(nodes[i]);
    if (!folded.has(nodes[i])) continue;
    const depth = nodes[i].depth;
    while (i + 1 < nodes.length && nodes[i + 1].depth > depth) i++;
  }
  return seen;
}

// Start and end in nanoseconds from the trace's start, as numbers.
function node(span, base) {
  const start = Number(BigInt(span.start) - base);
  const queue = queueTime(span);
  return { span, start, end: start + Math.max(0, span.duration), queue, parent: null, children: [], depth: 0, index: 0 };
}
