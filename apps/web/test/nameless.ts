import type { Page } from 'playwright-core'

/** Controls, links, regions and pictures of a page that a screen reader could not name. Empty when all is well. */
export function nameless(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility()
    const byIds = (ids: string | null) =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join('')
    const nameOf = (element: Element): string =>
      [
        element.getAttribute('aria-label') ?? '',
        byIds(element.getAttribute('aria-labelledby')),
        ...('labels' in element && element.labels instanceof NodeList
          ? [...element.labels].map((label) => label.textContent ?? '')
          : []),
        /^(A|BUTTON|SUMMARY)$/.test(element.tagName) ? (element.textContent ?? '') : '',
      ]
        .join('')
        .trim()
    const controls = 'a[href], button, input, select, textarea, summary, nav, [role="log"], [role="switch"]'
    const unnamed = [...document.querySelectorAll(controls)].filter(
      (element) => shown(element) && nameOf(element) === '',
    )
    const pictures = [...document.querySelectorAll('svg:not([aria-hidden="true"]), img:not([alt])')]
    return [...unnamed, ...pictures].map((element) => element.outerHTML.slice(0, 120))
  })
}
