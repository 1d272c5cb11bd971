/**
 * Text from a model, a file or another program, made safe to show: everything that would move the cursor, recolour,
 * rename the window or reach the clipboard becomes visible instead. Line breaks and tabs stay.
 *
 * Also shown are the characters that reverse or hide text (bidirectional controls), as they can make a command read
 * as another one.
 */
export function neutralise(text: string): string {
  return text.replace(dangerous, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (character === '\r') return '␍'
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '␡'
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** Control characters but \n and \t (a \r before \n is an ordinary line end), and bidirectional controls. */
const dangerous = /(?!\r\n)[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
