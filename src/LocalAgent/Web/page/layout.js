// Places the map's nodes in columns from left to right, so that most arrows go forward, and few cross.

export const HEIGHT = 58;
const MIN_WIDTH = 124;
const MAX_LETTERS = 24;
const GAP_X = 92;
const GAP_Y = 34;
const MARGIN = 14;
const SWEEPS = 6;

// Each node has a name, and an under: the line below it.
export function arrange(nodes, edges) {
  const columns = order(nodes, edges, ranks(nodes, edges));
  const tallest = Math.max(...columns.map(column => column.length));
  const height = MARGIN * 2 + tallest * (HEIGHT + GAP_Y) - GAP_Y;
  const needed = new Map(nodes.map(node => [node.id, (node.system ? 56 : 42) + Math.max(9.2 * short(node.name).length, 7.2 * node.under.length)]));
  const widths = columns.map(column => Math.max(MIN_WIDTH, ...column.map(id => needed.get(id))));
  const lefts = widths.map((_, i) => MARGIN + widths.slice(0, i).reduce((sum, width) => sum + width + GAP_X, 0));
  const places = new Map();
  columns.forEach((column, x) => column.forEach((id, y) => places.set(id, {
    x: lefts[x],
    width: widths[x],
    y: MARGIN + ((tallest - column.length) / 2 + y) * (HEIGHT + GAP_Y),
    column: x,
  })));
  const drawn = edges.filter(edge => edge.from !== edge.to && places.has(edge.from) && places.has(edge.to)).map(edge => ({ edge, ...route(places.get(edge.from), places.get(edge.to)) }));
  return { places, edges: drawn, width: lefts.at(-1) + widths.at(-1) + MARGIN, height: height + (drawn.some(edge => edge.isBack) ? 70 : 0) };
}

// The longest way to each node; arrows that close a circle are left out of it.
function ranks(nodes, edges) {
  const out = new Map(nodes.map(node => [node.id, []]));
  const incoming = new Map(nodes.map(node => [node.id, 0]));
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    out.get(edge.from)?.push(edge.to);
    incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  }
  const rank = new Map(nodes.map(node => [node.id, 0]));
  const left = new Set(nodes.map(node => node.id));
  while (left.size > 0) {
    // With no node free of arrows there is a circle: it is entered where the fewest come in.
    const next = [...left].reduce((best, id) => best === null || incoming.get(id) < incoming.get(best) ? id : best, null);
    left.delete(next);
    for (const to of out.get(next)) {
      incoming.set(to, incoming.get(to) - 1);
      if (left.has(to)) rank.set(to, Math.max(rank.get(to), rank.get(next) + 1));
    }
  }
  return rank;
}

// Within a column by the middle of the neighbours.
function order(nodes, edges, rank) {
  const columns = Array.from({ length: Math.max(...rank.values()) + 1 }, () => []);
  for (const node of nodes) columns[rank.get(node.id)].push(node.id);
  const neighbours = new Map(nodes.map(node => [node.id, []]));
  for (const { from, to } of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const position = new Map();
  const note = () => columns.forEach(column => column.forEach((id, i) => position.set(id, (i + 0.5) / column.length)));
  note();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of columns) {
      const middle = new Map(column.map(id => [id, mean(neighbours.get(id).map(other => position.get(other))) ?? position.get(id)]));
      column.sort((a, b) => middle.get(a) - middle.get(b));
    }
    note();
  }
  return columns;
}

function route(from, to) {
  const isBack = to.column <= from.column;
  const start = { x: from.x + from.width, y: from.y + HEIGHT / 2 };
  const end = { x: to.x - 3, y: to.y + HEIGHT / 2 };
  if (!isBack) {
    const bend = (end.x - start.x) / 2;
    return { isBack, path: `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`, middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } };
  }
  const low = Math.max(from.y, to.y) + HEIGHT + 46;
  const [a, b] = [{ x: from.x + from.width / 2, y: from.y + HEIGHT }, { x: to.x + to.width / 2, y: to.y + HEIGHT + 3 }];
  return { isBack, path: `M${a.x} ${a.y}C${a.x} ${low} ${b.x} ${low} ${b.x} ${b.y}`, middle: { x: (a.x + b.x) / 2, y: low - 14 } };
}

export const short = name => name.length > MAX_LETTERS ? `${name.slice(0, MAX_LETTERS - 1)}…` : name;

const mean = numbers => numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
