/**
 * Whether a token may begin here. What comes before must not be a letter or a digit, unless that is the end of an
 * escape: `\n`, `%3D` and `\x1b[0m` are not part of the token that follows them.
 */
export function tokenMayStart(text: string, at: number): boolean {
  if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) return true
  const before = text.slice(Math.max(0, at - 8), at)
  return /(?:\\[nrtfvb0]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\[[0-9;]{0,6}m)$/.test(before)
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
