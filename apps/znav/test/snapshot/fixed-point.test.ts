import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '@engawa/core'
import { startZellij, withService, type ZellijService } from '@engawa/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureSession } from '../../src/snapshot/capture/capture-session.js'
import type { SessionContent } from '../../src/snapshot/model.js'
import { attachUnseen } from '../../src/snapshot/restore/client.js'
import { compareContents } from '../../src/snapshot/restore/compare.js'
import { planRestore } from '../../src/snapshot/restore/plan.js'
import { restoreSession } from '../../src/snapshot/restore/restore-session.js'
import { withStartedSession } from '../../src/snapshot/restore/start-session.js'
import { thisMachine } from '../../src/snapshot/restore/this-machine.js'
import { openZellij } from '../../src/zellij/open-driver.js'
import type { ZellijDriver } from '../../src/zellij/zellij-driver.js'
import { type GeneratedSession, generatedSession } from './generated-session.js'

/**
 * Each takes seconds: every run of the tests does the same six, `ENGAWA_LAYOUTS=200` two hundred. `ENGAWA_LAYOUTS_SEED`
 * makes them others, and `ENGAWA_LAYOUTS_LOG` names a file for one line about each.
 */
const count = Number(process.env.ENGAWA_LAYOUTS ?? 6)
const seed = Number(process.env.ENGAWA_LAYOUTS_SEED ?? 6)
const log = process.env.ENGAWA_LAYOUTS_LOG
const display = { columns: 200, rows: 50 }

withService(describe, 'zellij')('snapshot, restore, snapshot', () => {
  let service: ZellijService
  let driver: ZellijDriver
  beforeAll(async () => {
    service = await startZellij()
    driver = await openZellij(service.env)
  })
  afterAll(() => service.stop())

  it(`is what it was, for ${count} generated sessions`, { timeout: 60_000 + count * 60_000 }, async () => {
    const sessions = fc.sample(generatedSession(oddFolders(service.env.HOME ?? ''), 2), { numRuns: count, seed })
    const failed: unknown[] = []
    for (const [at, generated] of sessions.entries()) {
      const differences = await differencesOf(generated, at).catch((error: unknown) => [String(error)])
      if (log !== undefined) appendFileSync(log, `${JSON.stringify({ at, ...generated, differences })}\n`)
      if (differences.length > 0) failed.push({ at, layout: generated.layout, differences })
    }
    expect(failed).toEqual([])
  })

  async function differencesOf(generated: GeneratedSession, at: number): Promise<readonly unknown[]> {
    const [from, to] = [`from-${at}`, `to-${at}`]
    try {
      const content = await make(generated, from)
      const plan = planRestore(content, thisMachine(service.env, driver.version.text), [])
      const report = await restoreSession({
        env: service.env,
        driver,
        clock: systemClock,
        snapshotName: 'generated',
        session: to,
        plan,
        intoRunning: false,
        filter: (found) => found,
      })
      const again = await lookedAt(to, () => captureSession(driver, to, []))
      const warnings = report.warnings.filter(({ issue }) => issue !== 'command_unavailable')
      return [...report.differences, ...warnings, ...compareContents(content, again)]
    } finally {
      for (const name of [from, to]) await service.run(['delete-session', '--force', name])
    }
  }

  /** Zellij tells where the focus is while somebody is attached. */
  async function lookedAt<T>(session: string, look: () => Promise<T>): Promise<T> {
    const client = attachUnseen({ env: service.env, session, ...display })
    try {
      await expect
        .poll(async () => client.drawn() && (await driver.isAttached(session)), { timeout: 30_000 })
        .toBe(true)
      return await look()
    } finally {
      client.end()
    }
  }

  /** A session as somebody has left it. */
  function make({ layout, paneCount, resizes }: GeneratedSession, session: string): Promise<SessionContent> {
    const start = { env: service.env, driver, session, layout, display, running: false }
    return withStartedSession(start, async () => {
      const capture = () => captureSession(driver, session, [])
      // Panes open one after another: the session is there when all of the layout is.
      await expect
        .poll(async () => Object.keys((await capture().catch(() => ({ panes: {} }))).panes).length, { timeout: 30_000 })
        .toBe(paneCount)
      for (const [pane, how, where] of resizes) {
        await service.run(['--session', session, 'action', 'resize', how, where, '--pane-id', `terminal_${pane}`])
      }
      return capture()
    })
  }
})

/** Zellij puts variables into directories: a dollar sign is written twice. */
function oddFolders(home: string): string[] {
  const names = [
    'plain',
    'with space',
    'ünïcode 🏯',
    'quo"te',
    "it's",
    'do$lar ~ $HOME',
    'back\\slash',
    'l'.repeat(200),
  ]
  return names.map((name) => {
    mkdirSync(join(home, name))
    return join(home, name).replaceAll('$', '$$$$')
  })
}
