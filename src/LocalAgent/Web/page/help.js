import { el, replace } from './dom.js';

const KEYS = [
  ['Everywhere', [['1 2 3', 'traces, services, map'], ['l', 'live updates on or off'], ['t', 'light or dark'], ['?', 'this page'], ['Esc', 'back']]],
  ['Lists', [['/', 'search'], ['↓ ↑ or j k', 'next, previous'], ['Enter', 'open'], ['e', 'errors only']]],
  ['A trace', [['↓ ↑ or j k', 'next, previous span'], ['→ ←', 'unfold, fold or go to the parent'], ['e', 'next error'], ['f', 'fold or unfold all'], ['x', 'export as JSON']]],
];

export function fillKeys(dialog) {
  replace(
    dialog,
    el('form.keys', { method: 'dialog' },
      el('header', {}, el('h2', {}, 'Keys'), el('button.icon', { 'aria-label': 'Close' }, '×')),
      ...KEYS.map(([title, rows]) => el('section', {},
        el('h3', {}, title),
        el('dl', {}, rows.flatMap(([key, what]) => [el('dt', {}, ...key.split(' ').map(part => part === 'or' ? ' or ' : el('kbd', {}, part))), el('dd', {}, what)]))))));
}
