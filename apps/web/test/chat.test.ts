import { waitUntil, withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answers, ask, composer, inView, questions, wholeAnswer } from './chat-page.js'
import { type House, openHouse } from './house.js'

withService(describe, 'chromium')('a conversation in the browser', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterEach(() => house.closePages())
  afterAll(() => house.close())

  it('shows the stages while they happen, streams the answer and has it after a reload', async () => {
    const [page, watcher] = await Promise.all([house.page(), house.page('#/processing')])
    await watcher.getByText('Nothing has been asked yet').waitFor()
    house.ollama.replyWith(() => 'The garden is **quiet** this evening, and the tea is ready.')
    house.ollama.next({ frameDelayMs: 150 })
    await ask(page, 'How is the garden tonight?')

    await watcher.locator('.stage[data-state="running"]', { hasText: 'Model' }).waitFor()
    await watcher.locator('.stage[data-state="complete"]', { hasText: 'Intent' }).waitFor()
    await answers(page).getByText('The garden is').waitFor()
    expect(await answers(page).last().getAttribute('aria-busy')).toBe('true')

    expect(await wholeAnswer(page)).toContain('quiet this evening, and the tea is ready.')
    expect(await answers(page).locator('strong').textContent()).toBe('quiet')
    await watcher.locator('.stage[data-state="complete"]', { hasText: 'After the answer' }).waitFor()
    const [asked] = house.ollama.modelRequests.map(({ body }) => body as { model: string })
    await watcher
      .getByRole('definition')
      .filter({ hasText: asked?.model ?? 'no request' })
      .waitFor()

    await page.reload()
    expect(await wholeAnswer(page)).toContain('the tea is ready.')
    expect(await questions(page).count()).toBe(1)
    expect(await answers(page).count()).toBe(1)
    await page.getByRole('link', { name: /How is the garden tonight/ }).waitFor()
  })

  it('goes on in the same conversation, and begins another', async () => {
    house.ollama.replyWith(({ lastUserText }) => `You said: ${lastUserText}`)
    const page = await house.page()
    await ask(page, 'My bicycle is called Momo.')
    await wholeAnswer(page)
    const address = page.url()
    await ask(page, 'And it is green.')
    await answers(page).nth(1).getByText('You said: And it is green.').waitFor()
    expect(page.url()).toBe(address)

    await page.getByRole('link', { name: 'New conversation' }).click()
    await page.getByRole('heading', { name: 'What is on your mind?' }).waitFor()
    await ask(page, 'What did I say about my bicycle?')
    await wholeAnswer(page)
    await page.getByText(/^Remembered \d/).waitFor()
    expect(await page.locator('.remembered').textContent()).toContain('Momo')
  })

  it('shows what another program was answered, also when a newer question was answered first', async () => {
    house.ollama.replyWith(({ lastUserText }) => `You said: ${lastUserText}`)
    const askByProgram = (message: string, session_id: string) =>
      fetch(`${house.url}/api/v1/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message, session_id }),
      })
    await askByProgram('The first words.', 'watched')
    const page = await house.page('#/chat/watched')
    await answers(page).getByText('The first words.').waitFor()

    const before = house.ollama.modelRequests.length
    house.ollama.next({ firstByteDelayMs: 1_500 })
    const slow = askByProgram('The slow ones.', 'watched')
    await waitUntil('the model is asked', () => house.ollama.modelRequests.length > before)
    await askByProgram('The quick ones.', 'another')
    expect((await slow).status).toBe(200)
    await answers(page).getByText('You said: The slow ones.').waitFor()
  })

  it('sends with Enter, breaks the line with Shift+Enter, and sends nothing empty', async () => {
    const page = await house.page()
    await composer(page).press('Enter')
    await composer(page).fill('   ')
    await composer(page).press('Enter')
    expect(await questions(page).count()).toBe(0)
    await composer(page).fill('one')
    await composer(page).press('Shift+Enter')
    await composer(page).pressSequentially('two')
    await composer(page).press('Enter')
    expect(await questions(page).locator('.bubble').textContent()).toBe('one\ntwo')
    expect(await composer(page).inputValue()).toBe('')
    await wholeAnswer(page)
  })

  it('says when a message is too long, and takes one of the longest', async () => {
    house.ollama.replyWith(() => 'Long indeed.')
    const page = await house.page()
    await composer(page).fill('雨'.repeat(200_001))
    await page.getByText('Too long by 1 characters').waitFor()
    await composer(page).press('Enter')
    expect(await questions(page).count()).toBe(0)
    await ask(page, '雨'.repeat(200_000))
    expect(await wholeAnswer(page)).toContain('Long indeed.')
  })

  it('keeps what is typed while a new conversation gets its name', async () => {
    house.ollama.next({ firstByteDelayMs: 500 })
    const page = await house.page()
    await ask(page, 'The first question')
    await composer(page).fill('the next thought')
    await page.waitForURL(/#\/chat\/.+/)
    await wholeAnswer(page)
    expect(await composer(page).inputValue()).toBe('the next thought')
  })

  it('stops on request and keeps what there was', async () => {
    house.ollama.replyWith(() => Array.from({ length: 200 }, (_, n) => `word${n}`).join(' '))
    house.ollama.next({ frameDelayMs: 50 })
    const page = await house.page()
    await ask(page, 'Tell me a long story')
    await answers(page).getByText('word3').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    const said = await wholeAnswer(page)
    expect(said).toContain('word3')
    expect(said).not.toContain('word199')
    await page.reload()
    expect(await wholeAnswer(page)).toContain('word3')
  })

  it('follows a fast answer to its end, lets a person scroll up, and shows what is asked from there', async () => {
    const lines = (n: number) => Array.from({ length: n }, (_, at) => `- line ${at}`).join('\n')
    house.ollama.replyWith(() => lines(300))
    const page = await house.page()
    const log = page.getByRole('log', { name: 'Messages' })
    await ask(page, 'Count quickly')
    await wholeAnswer(page)
    const last = answers(page).getByText('line 299', { exact: true })
    await expect.poll(() => inView(last)).toBe(true)

    house.ollama.replyWith(() => lines(80))
    house.ollama.next({ frameDelayMs: 20 })
    await ask(page, 'Count again')
    await answers(page).nth(1).getByText('line 3', { exact: true }).waitFor()
    await log.hover()
    await page.mouse.wheel(0, -400)
    await expect.poll(() => inView(answers(page).nth(1).getByText('line 3', { exact: true }))).toBe(false)
    const left = await log.evaluate((element) => element.scrollTop)
    await answers(page).nth(1).getByText('line 40', { exact: true }).waitFor()
    expect(await log.evaluate((element) => element.scrollTop)).toBe(left)
    await wholeAnswer(page)

    await log.evaluate((element) => element.scrollTo(0, 0))
    house.ollama.replyWith(() => 'Enough.')
    await ask(page, 'Now stop counting')
    await expect.poll(() => inView(questions(page).last())).toBe(true)
    await wholeAnswer(page)
    expect(await inView(answers(page).last())).toBe(true)
  })

  it('goes on waiting after a reload in the middle of a turn', async () => {
    house.ollama.replyWith(() => 'Patience is rewarded.')
    house.ollama.next({ firstByteDelayMs: 2_500 })
    const page = await house.page()
    await ask(page, 'Take your time')
    await page.waitForURL(/#\/chat\/.+/)
    await page.reload()
    await answers(page).and(page.locator('[aria-busy="true"]')).waitFor()
    expect(await wholeAnswer(page)).toContain('Patience is rewarded.')
    expect(await questions(page).count()).toBe(1)
    expect(await answers(page).count()).toBe(1)
  })

  it('stops a turn after a reload, when the page that asked is gone', async () => {
    house.ollama.replyWith(() => Array.from({ length: 400 }, (_, n) => `word${n}`).join(' '))
    house.ollama.next({ frameDelayMs: 50 })
    const page = await house.page()
    await ask(page, 'Tell me another long story')
    await answers(page).getByText('word3').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped on request', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Send' }).waitFor()
    expect(await wholeAnswer(page)).not.toContain('word399')
  })

  it('keeps a typed secret from the model and says so', async () => {
    house.ollama.replyWith(() => 'Noted.')
    const secret = `ghp_${Array.from({ length: 36 }, () => 'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'.charAt(Math.floor(Math.random() * 40))).join('')}`
    const page = await house.page()
    await ask(page, `My token is ${secret}, please keep it.`)
    await wholeAnswer(page)
    await page.getByText('1 secret kept from the model').waitFor()
    await ask(page, 'Thank you. What comes next?')
    await answers(page).nth(1).getByRole('link', { name: 'how it was made' }).waitFor()
    await page.reload()
    await page.getByText('1 secret kept from the model').waitFor()
    expect(await answers(page).nth(1).getByText('kept from the model').count()).toBe(0)
    const arrived = house.ollama.modelRequests.map(({ bodyText }) => bodyText)
    expect(arrived.some((body) => body.includes('My token is'))).toBe(true)
    expect(arrived.filter((body) => body.includes(secret))).toEqual([])
  })

  it('makes no element of hostile model output', async () => {
    house.ollama.replyWith(
      () =>
        '<img src="https://example.org/x.png" onerror="document.title=1"> ![p](https://example.org/p.png) <script>document.title=2</script> [go](javascript:alert(1))',
    )
    const page = await house.page()
    await ask(page, 'Be hostile')
    expect(await wholeAnswer(page)).toContain('<script>')
    expect(await answers(page).locator('img, script, [href^="javascript"]').count()).toBe(0)
    expect(await page.title()).toContain('Chat')
  })

  it('shows the same conversation in two tabs', async () => {
    house.ollama.replyWith(({ lastUserText }) => `Heard: ${lastUserText}`)
    const page = await house.page()
    await ask(page, 'said in the first tab')
    await wholeAnswer(page)
    const other = await house.page(new URL(page.url()).hash)
    await wholeAnswer(other)
    await ask(page, 'said later')
    await answers(other).getByText('Heard: said later').waitFor()
    expect(await questions(other).count()).toBe(2)
    expect(await answers(other).count()).toBe(2)
  })
})
