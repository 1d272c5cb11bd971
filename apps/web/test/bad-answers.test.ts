import { withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ask, wholeAnswer } from './chat-page.js'
import { type House, openHouse } from './house.js'

withService(describe, 'chromium')('bad answers of a server', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ model: false })
  })
  afterEach(() => house.closePages())
  afterAll(() => house.close())

  it('are told with their remedy, and can be tried again', async () => {
    const page = await house.page()
    await page.route('**/api/v1/extensions', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          title: 'Busy',
          detail: 'The registry is busy',
          code: 'x',
          hint: 'Wait, then `try again`.',
        }),
      }),
    )
    await page.goto(`${house.url}/#/extensions`)
    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toContain('The registry is busy. Wait, then try again.')
    await page.unroute('**/api/v1/extensions')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('switch', { name: 'system_info' }).waitFor()
  })

  it.each([
    ['an empty object', 200, 'application/json', '{}'],
    ['no JSON at all', 200, 'application/json', '<html>'],
    ['the page of a proxy', 502, 'text/html', '<h1>Bad gateway</h1>'],
    ['nothing', 500, 'text/plain', ''],
  ])('of the shape of %s break one view at most', async (_, status, contentType, body) => {
    const page = await house.page()
    await page.route(/\/api\/v1\/(memory|extensions|traces|debug|telemetry)/, (route) =>
      route.fulfill({ status, contentType, body }),
    )
    for (const view of ['memory', 'extensions', 'processing', 'telemetry', 'logs']) {
      await page.goto(`${house.url}/#/${view}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (body !== '{}') await page.getByRole('alert').first().waitFor()
    }
    await page.goto(`${house.url}/#/extensions`)
    await page.getByRole('alert').first().waitFor()
    await page.getByRole('link', { name: 'Chat', exact: true }).click()
    await ask(page, 'Are you still there?')
    expect(await wholeAnswer(page)).not.toBe('')
  })

  it.each([null, '', '  '])('with the title %j still name each conversation', async (title) => {
    const page = await house.page('#/memory')
    const session = { id: 's', title, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
    await page.route(/\/api\/v1\/sessions\?/, (route) =>
      route.fulfill({ json: { sessions: [{ ...session, message_count: 1 }], next_cursor: null } }),
    )
    await page.getByRole('link', { name: 'Chat', exact: true }).click()
    await page.getByRole('link', { name: /^Untitled.*1 message$/ }).waitFor()
    await page.getByRole('button', { name: 'Delete Untitled' }).waitFor({ state: 'attached' })
  })

  it('to a question are shown under it, and the question is kept', async () => {
    const page = await house.page()
    await page.route('**/api/v1/chat', (route) =>
      route.fulfill({ status: 500, contentType: 'text/plain', body: 'oops' }),
    )
    await ask(page, 'A question that fails')
    await page.getByRole('button', { name: 'Send again' }).waitFor()
    await page.unroute('**/api/v1/chat')
    await page.getByRole('button', { name: 'Send again' }).click()
    expect(await wholeAnswer(page)).toContain('No model answered this')
    await page.reload()
    await wholeAnswer(page)
    expect(await page.getByRole('article', { name: 'You' }).count()).toBe(1)
  })
})
