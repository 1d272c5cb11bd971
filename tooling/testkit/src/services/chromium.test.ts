import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChromiumService, startChromium } from './chromium.js'
import { withService } from './with-service.js'

withService(describe, 'chromium')('a Chromium of the test’s own', () => {
  let service: ChromiumService

  beforeAll(async () => {
    service = await startChromium()
  })
  afterAll(() => service.stop())

  it('runs a page’s script', async () => {
    const page = await service.browser.newPage()
    await page.goto('data:text/html,<title>before</title><script>document.title = "after"</script>')
    expect(await page.title()).toBe('after')
    await page.close()
  })

  it('ends when it is killed', async () => {
    const other = await startChromium()
    expect(other.browser.isConnected()).toBe(true)
    const gone = new Promise((resolve) => other.browser.once('disconnected', resolve))
    await other.kill()
    await gone
    expect(other.browser.isConnected()).toBe(false)
  })
})
