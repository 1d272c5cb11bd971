import { fileURLToPath } from 'node:url'
import {
  createTempDir,
  freePort,
  startChromium,
  startFakeOllama,
  startServiceProcess,
  waitUntil,
  withService,
} from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import { ask, wholeAnswer } from './chat-page.js'
import { startSenaServer } from './sena-server.js'

const root = fileURLToPath(new URL('..', import.meta.url))

withService(describe, 'chromium')('the development server', () => {
  it('passes the API and the WebSocket on, and says so when Sena is not there', async () => {
    const [home, port, senaPort, ollama] = await Promise.all([
      createTempDir(),
      freePort(),
      freePort(),
      startFakeOllama(),
    ])
    const url = `http://127.0.0.1:${port}/`
    const vite = startServiceProcess(process.execPath, ['node_modules/vite/bin/vite.js', '--port', String(port)], {
      cwd: root,
      env: { SENA_URL: `http://127.0.0.1:${senaPort}`, HOME: home.path },
    })
    const chromium = await startChromium()
    try {
      await waitUntil('Vite answers', async () => (await fetch(url)).ok, { explain: vite.output })
      const page = await chromium.browser.newPage()
      await page.goto(url)
      await page.getByText('Sena is away.').waitFor()
      await page.getByText(`Sena does not answer at http://127.0.0.1:${senaPort}`).waitFor()

      const sena = await startSenaServer({ home: home.path, port: senaPort, ollamaUrl: ollama.url })
      await page.getByText('Live', { exact: true }).waitFor()
      await ask(page, 'Hello through the proxy')
      expect(await wholeAnswer(page)).toContain('Hello through the proxy')
      await sena.stop()
    } finally {
      await chromium.stop()
      await vite.stop()
      await ollama.close()
      await home.remove()
    }
  })
})
