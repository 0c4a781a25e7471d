/* Runs before the first paint, as a file of its own: the policy allows no inline script. */
try {
  const theme = localStorage.getItem('waymark-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is off: the system decides.
}

export {}
