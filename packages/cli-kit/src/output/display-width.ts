/** Wide in a terminal: East Asian wide and fullwidth characters, and emoji shown as pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
/** Takes no column of its own: combining marks, zero-width characters, variation selectors. */
const narrowest = /\p{Mn}|\p{Me}|\p{Cf}/u
const escapes = /\u001b\[[0-9;]*m/g
const plain = /^[\u0020-\u007e]*$/

/** Columns that text takes on a terminal. Colours take none. */
export function displayWidth(text: string): number {
  const shown = text.includes('\u001b') ? text.replace(escapes, '') : text
  if (plain.test(shown)) return shown.length
  let width = 0
  for (const character of shown) width += widthOf(character)
  return width
}

/** Cut to `width` columns, with an ellipsis where something was left out. Takes text without colours. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const character of text) {
    used += widthOf(character)
    if (used > width - 1) break
    kept += character
  }
  return width < 1 ? '' : `${kept}…`
}

const widthOf = (character: string): number => (narrowest.test(character) ? 0 : wide.test(character) ? 2 : 1)
