/**
 * The low byte of each UTF-16 unit. Reading bytes is twice as fast as reading a string, so the passes over all of a
 * text look here first and make sure in the text itself, as a character beyond Latin-1 looks like another one here.
 */
export function lowBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
