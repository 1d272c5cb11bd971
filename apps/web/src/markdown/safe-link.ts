/**
 * The address of a link in model output, when it leads somewhere a person may want to go.
 *
 * @returns undefined for everything but http, https and mailto: no scripts, no files, no data, nothing relative
 */
export function safeLink(href: string): URL | undefined {
  if (!URL.canParse(href)) return undefined
  const url = new URL(href)
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined
}
