// Light or dark: the system's choice, unless somebody switched.

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');

export function startTheme() {
  const chosen = read();
  if (chosen) root.dataset.theme = chosen;
}

export function switchTheme() {
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // Without storage the choice holds for this visit.
  }
}

function read() {
  try {
    const theme = localStorage.getItem('theme');
    return theme === 'light' || theme === 'dark' ? theme : null;
  } catch {
    return null;
  }
}
