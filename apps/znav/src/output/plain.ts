import { neutralise } from '@engawa/cli-kit'

/**
 * Stored text on one line, safe to show. It may come from other tools: an escape sequence in it must not move the
 * cursor, and a line break must not look like another entry.
 */
export function plain(text: string): string {
  return neutralise(text).replace(/[\n\t]/g, ' ')
}
