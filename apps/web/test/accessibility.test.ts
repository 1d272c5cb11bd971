import { withService } from '@engawa/testkit'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ask, wholeAnswer } from './chat-page.js'
import { type House, openHouse } from './house.js'
import { nameless } from './nameless.js'

const views = ['chat', 'processing', 'memory', 'extensions', 'telemetry', 'logs']

withService(describe, 'chromium')('for everybody', () => {
  let house: House
  let conversation: string
  beforeAll(async () => {
    house = await openHouse()
    house.ollama.replyWith(
      () =>
        `A long word: ${'donaudampfschiff'.repeat(12)}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\`\`\`\n${'code '.repeat(60)}\n\`\`\``,
    )
    const page = await house.page()
    await ask(page, `A question with a long word: ${'x'.repeat(300)}`)
    await wholeAnswer(page)
    conversation = new URL(page.url()).hash.slice(2)
    await page.close()
  })
  afterEach(() => house.closePages())
  afterAll(() => house.close())

  const settled = async (page: Page, view: string) => {
    await page.goto(`${house.url}/#/${view}`)
    await page.getByRole('main').waitFor()
    await page.getByText(/^Loading/).waitFor({ state: 'detached' })
  }

  it('has one heading of the first level and names for all controls in each view', async () => {
    const page = await house.page()
    for (const view of [...views, conversation]) {
      await settled(page, view)
      expect(await page.getByRole('heading', { level: 1 }).count(), view).toBe(1)
      expect(await nameless(page), view).toEqual([])
      expect(await page.getByRole('banner').count(), view).toBe(1)
      expect(await page.getByRole('navigation', { name: 'Views' }).getByRole('link').count(), view).toBe(views.length)
    }
  })

  it('would notice a control without a name', async () => {
    const page = await house.page()
    await page.evaluate(() => document.body.append(document.createElement('button')))
    await page.locator('body > button').evaluate((button) => button.setAttribute('class', 'bare'))
    expect(await nameless(page)).toHaveLength(1)
  })

  it.each([
    ['360 × 640', { width: 360, height: 640 }],
    ['768 × 1024', { width: 768, height: 1024 }],
    ['3840 × 2160', { width: 3840, height: 2160 }],
  ])('fits %s: nothing is cut off at the side', async (_, viewport) => {
    const page = await house.page('#/chat', { viewport })
    for (const view of [...views, conversation]) {
      await settled(page, view)
      const overflow = await page.evaluate(() => {
        const main = document.querySelector('main')
        return Math.max(
          document.documentElement.scrollWidth - innerWidth,
          (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
        )
      })
      expect(overflow, view).toBeLessThanOrEqual(0)
    }
  })

  it('is used by keyboard alone', async () => {
    const page = await house.page('#/memory')
    await page.getByRole('heading', { name: 'Memory' }).waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to content')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Chat')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Processing')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Processing' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
    await page.keyboard.press('ArrowRight')
    await page.locator('pre.json').waitFor()
  })

  it('shows where the focus is', async () => {
    const page = await house.page('#/memory')
    await page.getByRole('heading', { name: 'Memory' }).waitFor()
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab')
      const shown = await page.evaluate(() => {
        const style = document.activeElement && getComputedStyle(document.activeElement)
        return style ? style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1 : false
      })
      expect(shown, `after ${step + 1} tabs`).toBe(true)
    }
  })

  it('tells a screen reader how a turn goes, in sentences', async () => {
    const page = await house.page()
    house.ollama.next({ firstByteDelayMs: 400 })
    await ask(page, 'Are you there?')
    const status = page.getByRole('status')
    await status.filter({ hasText: /Sena is (thinking|answering)/ }).waitFor()
    await status.filter({ hasText: 'Sena answered:' }).waitFor()
  })

  it('keeps still when asked to', async () => {
    const page = await house.page('#/chat', { reducedMotion: 'reduce' })
    house.ollama.next({ firstByteDelayMs: 800 })
    await ask(page, 'Slowly')
    const dot = page.locator('.thinking-dots i').first()
    await dot.waitFor()
    expect(await dot.evaluate((element) => getComputedStyle(element).animationDuration)).toBe('0s')
    await wholeAnswer(page)
  })

  it('follows the system’s theme until a person chooses, and keeps the choice', async () => {
    const page = await house.page('#/chat', { colorScheme: 'dark' })
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await paper()).toBe('rgb(22, 24, 18)')
    await page.getByRole('button', { name: 'Use the light theme' }).click()
    expect(await paper()).toBe('rgb(246, 243, 234)')
    await page.reload()
    expect(await paper()).toBe('rgb(246, 243, 234)')
    await page.getByRole('button', { name: 'Use the dark theme' }).waitFor()
  })
})
