import {
  createTempDir,
  type FakeOllama,
  freePort,
  type ServiceProcess,
  startChromium,
  startFakeOllama,
} from '@engawa/testkit'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { startSenaServer } from './sena-server.js'

/** A browser, a Sena and, if wanted, a model, each of them real but the model. */
export interface House {
  readonly url: string
  readonly ollama: FakeOllama
  /** A fresh page with a profile of its own, at `#/chat` unless told. Problems of any page fail `close`. */
  page(hash?: string, options?: BrowserContextOptions): Promise<Page>
  /** Sena serves ten pages at a time. */
  closePages(): Promise<void>
  killSena(): Promise<void>
  /** After `killSena`: on the same port, with the same home. */
  restartSena(): Promise<void>
  /** @throws when a page had an uncaught error, broke its content security policy or asked another host */
  close(): Promise<void>
}

export async function openHouse({ model = true } = {}): Promise<House> {
  const home = await createTempDir('engawa-web-')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const ollama = await startFakeOllama()
  // A port on which nothing listens: the machine of somebody who has not installed a model.
  const ollamaUrl = model ? ollama.url : `http://127.0.0.1:${await freePort()}`
  const start = () => startSenaServer({ home: home.path, port, ollamaUrl })
  const [chromium, first] = await Promise.all([startChromium(), start()])
  let sena: ServiceProcess = first
  const problems: string[] = []

  return {
    url,
    ollama,
    async page(hash = '#/chat', options = {}) {
      const context = await chromium.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      watch(page, url, problems)
      await page.goto(`${url}/${hash}`)
      return page
    },
    async closePages() {
      await Promise.all(chromium.browser.contexts().map((context) => context.close()))
    },
    killSena: () => sena.kill(),
    async restartSena() {
      sena = await start()
    },
    async close() {
      await chromium.stop()
      await sena.stop()
      await ollama.close()
      await home.remove()
      if (problems.length > 0) throw new Error(`pages had problems:\n${problems.join('\n')}`)
    },
  }
}

function watch(page: Page, url: string, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) problems.push(`asked ${request.url()}`)
  })
}
