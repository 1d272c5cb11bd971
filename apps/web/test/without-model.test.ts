import { withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ask, wholeAnswer } from './chat-page.js'
import { type House, openHouse } from './house.js'

withService(describe, 'chromium')('without a model', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ model: false })
  })
  afterEach(() => house.closePages())
  afterAll(() => house.close())

  it('says that none is connected and how to add one, before and in the answer', async () => {
    const page = await house.page()
    const notice = page.getByText('No model is connected.')
    await notice.waitFor()
    await notice.click()
    await page.getByText('ollama pull').waitFor()
    await ask(page, 'My cat is called Yuzu and sleeps on the veranda.')
    const answer = await wholeAnswer(page)
    expect(answer).toContain('No model answered this')
    expect(answer).toContain('ollama')
    await page.getByText('without a model', { exact: true }).waitFor()
  })

  it('answers from memory and by an extension all the same', async () => {
    const page = await house.page()
    await ask(page, 'What did I say about my cat?')
    expect(await wholeAnswer(page)).toContain('Yuzu')
    await ask(page, 'What is my CPU load?')
    await page.getByText('used system_info').waitFor()
    expect(await wholeAnswer(page)).toMatch(/\d/)
  })

  it('finds, adds, edits and forgets memories', async () => {
    const page = await house.page('#/memory')
    await page.getByRole('button', { name: 'Add a memory' }).click()
    await page.getByLabel('What should Sena remember?').fill('The spare key lies under the maple.')
    await page.getByRole('button', { name: 'Remember', exact: true }).click()
    const item = page.getByRole('listitem').filter({ hasText: 'spare key' })
    await item.waitFor()

    await page.getByLabel('Search').fill('maple')
    await page.getByRole('region', { name: 'Found' }).waitFor()
    await page
      .getByText(/% relevant/)
      .first()
      .waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: 'Yuzu' }).count()).toBe(0)

    await item.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Edit the memory').fill('The spare key lies under the cherry.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Search').fill('cherry')
    await item.filter({ hasText: 'under the cherry' }).waitFor()

    page.on('dialog', (dialog) => void dialog.accept())
    await item.getByRole('button', { name: 'Forget' }).click()
    await page.getByText('Nothing fits').waitFor()
  })

  it('switches an extension off and on', async () => {
    const page = await house.page('#/extensions')
    const control = page.getByRole('switch', { name: 'system_info' })
    await control.and(page.locator('[aria-checked="true"]')).click()
    await control.and(page.locator('[aria-checked="false"]')).click()
    await control.and(page.locator('[aria-checked="true"]')).waitFor()
    await page.reload()
    expect(await control.getAttribute('aria-checked')).toBe('true')
  })

  it('tells how it is and what it logged', async () => {
    const page = await house.page('#/telemetry')
    await page.getByText('models', { exact: true }).waitFor()
    await page.getByText('not there').waitFor()
    await page.goto(`${house.url}/#/logs`)
    await page.getByRole('heading', { name: 'Logs' }).waitFor()
    await page.getByRole('log', { name: 'Log lines' }).or(page.getByText('Nothing has been logged yet')).waitFor()
  })

  it('deletes a conversation, and takes it back', async () => {
    const page = await house.page()
    await ask(page, 'A conversation to delete')
    await wholeAnswer(page)
    const link = page.getByRole('link', { name: /A conversation to delete/ })
    await link.hover()
    await page.getByRole('button', { name: 'Delete A conversation to delete' }).click()
    await link.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'What is on your mind?' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await link.waitFor()
    await page.getByRole('log', { name: 'Messages' }).getByText('A conversation to delete').first().waitFor()
  })

  it('gives a conversation another name', async () => {
    const page = await house.page()
    await ask(page, 'A conversation to rename')
    await wholeAnswer(page)
    await page.getByRole('link', { name: /A conversation to rename/ }).hover()
    await page.getByRole('button', { name: 'Rename A conversation to rename' }).click()
    const field = page.getByRole('textbox', { name: 'New name' })
    await field.fill('  ')
    await field.press('Enter')
    await field.fill('Evenings on the veranda')
    await field.press('Enter')
    await page.getByRole('link', { name: /Evenings on the veranda/ }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /Evenings on the veranda/ }).waitFor()
  })
})
