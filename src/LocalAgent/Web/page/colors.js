// One colour per service, by its name, so that a service looks the same in every view and every trace.

const STRONG = 6; // the first, which differ most
const HUES = 12;
const MAX_KEPT = 100;
const taken = new Map(read());

// A number from 0 to 11; the style sheet has a colour for each, in light and in dark.
export function hue(service) {
  if (!taken.has(service)) {
    taken.set(service, free(hash(service) % STRONG));
    write();
  }
  return taken.get(service);
}

export const hueClass = service => `hue-${hue(service)}`;

// The next colour that no other service has, as long as there is one.
function free(wanted) {
  const used = new Set(taken.values());
  for (let step = 0; step < HUES; step++) {
    const candidate = step < STRONG ? (wanted + step) % STRONG : step;
    if (!used.has(candidate)) return candidate;
  }
  return wanted;
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem('hues') ?? '[]');
    return kept.filter(([service, hue]) => typeof service === 'string' && Number.isInteger(hue) && hue >= 0 && hue < HUES);
  } catch {
    return [];
  }
}

function write() {
  try {
    localStorage.setItem('hues', JSON.stringify([...taken].slice(-MAX_KEPT)));
  } catch {
    // Without storage the colours hold for this visit.
  }
}

function hash(text) {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return value >>> 0;
}
