/** A text that gives a known value away. */
export interface EncodedForm {
  readonly text: string
  /** Characters on either side that may hold bits of the value, as Base64 shares characters between bytes. */
  readonly slack: number
}

/** A value as it is, in Base64 at each alignment, in hex, and as URLs and JSON escape it. Without duplicates. */
export function encodedForms(value: string): readonly EncodedForm[] {
  const bytes = Buffer.from(value, 'utf8')
  const forms = new Map<string, number>()
  const json = JSON.stringify(value).slice(1, -1)
  const percent = percentEncoded(value)
  for (const text of [value, json, JSON.stringify(json).slice(1, -1), unicodeEscaped(value)]) forms.set(text, 0)
  for (const text of [percent, lowerPercent(percent), percent.replaceAll('%20', '+')]) forms.set(text, 0)
  const hex = bytes.toString('hex')
  for (const text of [hex, hex.toUpperCase()]) forms.set(text, 0)
  for (const core of base64Cores(bytes)) {
    if (core.length >= 8) {
      forms.set(core, 2)
      forms.set(core.replaceAll('+', '-').replaceAll('/', '_'), 2)
    }
  }
  return [...forms].map(([text, slack]) => ({ text, slack }))
}

/** The part of the Base64 that depends on these bytes alone, for each place they can have in a group of three. */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/={1,2}$/, '')
    const bits = (shift + bytes.length) * 8
    return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(bits / 6))
  })
}

function percentEncoded(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function lowerPercent(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (sequence) => sequence.toLowerCase())
}

/** As JSON of ASCII only writes it. */
function unicodeEscaped(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
