// Asks the agent. An answer that is not 200 becomes an Error with the agent's own reason.

async function get(path, signal) {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const reason = await response.json().then(body => body.error, () => `the agent answered ${response.status}`);
  throw Object.assign(new Error(reason), { status: response.status });
}

export const search = (query, signal) => get(`/api/search?${new URLSearchParams(query)}`, signal);
// Null if the trace still has so many spans.
export const trace = (id, have, signal) => get(`/api/traces/${encodeURIComponent(id)}?have=${have}`, signal);
export const services = signal => get('/api/services', signal);
export const resources = (service, signal) => get(`/api/resources?${new URLSearchParams({ service })}`, signal);
export const map = signal => get('/api/map', signal);
export const forget = () => fetch('/api/traces', { method: 'DELETE' });

// Calls onchange with the statistics at every change and onstate with whether the agent is there.
export function listen(onchange, onstate) {
  const events = new EventSource('/api/events');
  events.addEventListener('change', event => onchange(JSON.parse(event.data)));
  events.addEventListener('open', () => onstate(true));
  events.addEventListener('error', () => onstate(false));
}
