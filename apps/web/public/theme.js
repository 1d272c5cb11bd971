// Before the first paint, so that a chosen theme does not flash. A file of its own: inline scripts are not allowed.
try {
  const theme = localStorage.getItem('engawa.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is switched off: the system's choice holds.
}
