import { withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answers, ask, composer, questions, wholeAnswer } from './chat-page.js'
import { type House, openHouse } from './house.js'

withService(describe, 'chromium')('Sena killed and started again under an open page', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterEach(() => house.closePages())
  afterAll(() => house.close())

  it('shows what there was of the answer, once, and goes on', async () => {
    const page = await house.page()
    await ask(page, 'A question before')
    expect(await wholeAnswer(page)).toContain('A question before')

    house.ollama.replyWith(() => Array.from({ length: 400 }, (_, n) => `word${n}`).join(' '))
    house.ollama.next({ frameDelayMs: 40 })
    await ask(page, 'Tell me a long story')
    await answers(page).nth(1).getByText('word30').waitFor()
    await house.killSena()
    await page.getByText('Sena is away.').waitFor()
    await page.getByText('Offline').waitFor()
    expect(await answers(page).nth(1).textContent()).toContain('word30')

    await house.restartSena()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('Sena was stopped in the middle of it', { exact: false }).waitFor()
    expect(await wholeAnswer(page)).toMatch(/word\d+/)
    expect(await questions(page).count()).toBe(2)
    expect(await answers(page).count()).toBe(2)

    house.ollama.replyWith(() => 'Back again.')
    await ask(page, 'Are you there?')
    await answers(page).nth(2).getByText('Back again.').waitFor()
    await page.reload()
    await answers(page).nth(2).waitFor()
    expect(await questions(page).count()).toBe(3)
    expect(await answers(page).count()).toBe(3)
  })

  it('offers to send again what never arrived, and does not double it', async () => {
    house.ollama.replyWith(({ lastUserText }) => `Heard: ${lastUserText}`)
    const page = await house.page()
    await composer(page).waitFor()
    await house.killSena()
    await page.getByText('Sena is away.').waitFor()
    await ask(page, 'Said into the void')
    await page.getByRole('button', { name: 'Send again' }).waitFor()
    await house.restartSena()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    expect(await wholeAnswer(page)).toContain('Heard: Said into the void')
    expect(await questions(page).count()).toBe(1)
  })

  it('catches up with a turn that another program asked meanwhile', async () => {
    const page = await house.page('#/processing')
    await page.getByRole('navigation', { name: 'Turns' }).waitFor()
    await house.killSena()
    await page.getByText('Sena is away.').waitFor()
    await house.restartSena()
    const asked = await fetch(`${house.url}/api/v1/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Asked by a program' }),
    })
    expect(asked.status).toBe(200)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Asked by a program' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Turns' }).getByText('Asked by a program').count()).toBe(1)
  })

  it('says so when it is one page too many, and answers there all the same', async () => {
    house.ollama.replyWith(({ lastUserText }) => `Heard: ${lastUserText}`)
    const pages = []
    for (let n = 0; n < 10; n++) {
      const page = await house.page()
      await page.getByText('Live', { exact: true }).waitFor()
      pages.push(page)
    }
    const last = await house.page()
    await last.getByText('Live updates are off.').waitFor()
    await last.getByText('No live updates', { exact: true }).waitFor()
    expect(await last.getByText('Offline').count()).toBe(0)
    await ask(last, 'Said on the eleventh page')
    expect(await wholeAnswer(last)).toContain('Heard: Said on the eleventh page')
    await pages[0]?.close()
    await last.getByText('Live', { exact: true }).waitFor()
  })
})
