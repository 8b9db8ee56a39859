// The frame around the views: addresses, live updates, keys and theme.

import { listen } from './api.js';
import { el, replace } from './dom.js';
import { bytes, plural } from './format.js';
import { showList } from './list.js';
import { showMap } from './map.js';
import { showServices, showResources } from './services.js';
import { showTrace } from './trace.js';
import { startTheme, switchTheme } from './theme.js';
import { fillKeys } from './help.js';

const main = document.getElementById('main');
const live = document.getElementById('live');
const kept = document.getElementById('kept');
const keys = document.getElementById('keys');

const routes = [
  [/^\/(traces)?$/, 'traces', showList],
  [/^\/traces\/([^/]+)$/, 'traces', showTrace],
  [/^\/services$/, 'services', showServices],
  [/^\/services\/([^/]+)$/, 'services', showResources],
  [/^\/map$/, 'map', showMap],
];

let view = null; // what the view gave: { refresh, key, close }
let isLive = true;
let isThere = false;
let pending = false;

export function go(address, { replaces = false } = {}) {
  history[replaces ? 'replaceState' : 'pushState'](null, '', address);
  open();
}

function open() {
  view?.close?.();
  view = null;
  const path = location.pathname;
  const [pattern, name, show] = routes.find(([pattern]) => pattern.test(path)) ?? routes[0];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const argument = pattern.exec(path)?.[1];
  document.title = 'Waybill';
  view = show({ main, go, argument: argument === undefined ? undefined : decode(argument), query: new URLSearchParams(location.search) });
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refresh() {
  if (!isLive || document.hidden) {
    pending = true;
    return;
  }
  pending = false;
  view?.refresh?.();
}

function setLive(on) {
  isLive = on;
  showState();
  if (isLive && pending) refresh();
}

function showState() {
  live.setAttribute('aria-pressed', String(isLive));
  live.classList.toggle('gone', !isThere);
  replace(document.getElementById('live-text'), !isThere ? 'No agent' : isLive ? 'Live' : 'Paused');
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-link]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});

document.addEventListener('keydown', event => {
  const isTyping = event.target.matches?.('input, select, textarea');
  if (event.key === 'Escape' && isTyping) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping || keys.open) return;
  const actions = {
    '?': () => keys.showModal(),
    t: switchTheme,
    l: () => setLive(!isLive),
    1: () => go('/'),
    2: () => go('/services'),
    3: () => go('/map'),
  };
  const action = actions[event.key];
  if (action) action();
  else if (!view?.key?.(event)) return;
  event.preventDefault();
});

window.addEventListener('popstate', open);
document.addEventListener('visibilitychange', () => pending && refresh());
live.addEventListener('click', () => setLive(!isLive));
document.getElementById('theme').addEventListener('click', switchTheme);
document.getElementById('help').addEventListener('click', () => keys.showModal());
fillKeys(keys);
startTheme();
open();
listen(
  statistics => {
    replace(kept, `${plural(statistics.tracesKept, 'trace')} · ${bytes(statistics.bytesKept)}`);
    kept.title = `${plural(statistics.spansKept, 'span')} kept of ${plural(statistics.spansReceived, 'span')} received; up to ${plural(statistics.maxTraces, 'trace')} and ${bytes(statistics.maxBytes)} are kept, the oldest go first`;
    refresh();
  },
  there => {
    isThere = there;
    showState();
  });
