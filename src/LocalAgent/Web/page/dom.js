// Makes elements. Text is only ever set as text, so that nothing from a span can become markup.

const SVG = 'http://www.w3.org/2000/svg';

// el('a.name', { href: '/', onclick: f }, 'text', child, …); null children are left out.
export function el(tag, properties, ...children) {
  return fill(document.createElement(name(tag)), tag, properties, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, name(tag)), tag, attributes, children);
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.filter(isThere));
}

function fill(element, tag, properties, children) {
  const classes = tag.split('.').slice(1);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(properties ?? {})) set(element, key, value);
  element.append(...children.flat().filter(isThere));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else if (key === 'style') for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
  else element.setAttribute(key, value === true ? '' : value);
}

const name = tag => tag.split('.')[0];
const isThere = child => child !== null && child !== undefined && child !== false;
