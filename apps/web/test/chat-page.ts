import type { Locator, Page } from 'playwright-core'

/** What a person sees and does in the chat, by role and name, as a screen reader has it. */
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message to Sena' })
export const questions = (page: Page): Locator => page.getByRole('article', { name: 'You' })
export const answers = (page: Page): Locator => page.getByRole('article', { name: 'Sena' })

export async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** The newest answer, once it is whole. */
export async function wholeAnswer(page: Page): Promise<string> {
  const last = answers(page).last()
  await last.and(page.locator('[aria-busy="false"]')).waitFor()
  return (await last.locator('.answer').textContent()) ?? ''
}

/** Whether a person sees it without scrolling. */
export const inView = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { top, bottom, left } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + 1, (top + bottom) / 2))
  })
