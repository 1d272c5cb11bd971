import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../install/locate.mjs'
import { startGuardian } from '../process/guardian.js'
import { createTempDir } from '../process/temp-dir.js'

export interface ChromiumService {
  /** Playwright's browser; make pages with `browser.newPage()`. */
  readonly browser: Browser
  stop(): Promise<void>
  kill(): Promise<void>
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium without a window, with a profile of its own that goes when it stops. */
export async function startChromium(): Promise<ChromiumService> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('chromium is not on PATH')
  const home = await createTempDir('engawa-chromium-')
  const server = await chromium.launchServer({
    executablePath,
    headless: true,
    args: quiet,
    host: '127.0.0.1',
    env: { PATH: process.env.PATH ?? '', HOME: home.path, TMPDIR: home.path },
  })
  const guardian = startGuardian({ group: server.process().pid ?? 0 })
  const browser = await chromium.connect(server.wsEndpoint())
  const end = async (how: 'close' | 'kill') => {
    if (how === 'close') await browser.close()
    await server[how]()
    guardian.release()
    await home.remove()
  }
  return { browser, stop: () => end('close'), kill: () => end('kill') }
}
