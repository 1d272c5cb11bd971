/**
 * Text that a terminal shows and never obeys. What is stored may come from other tools; an escape sequence in it must
 * not move the cursor or change the window's title.
 */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
}
