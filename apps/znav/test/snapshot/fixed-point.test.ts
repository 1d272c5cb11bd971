import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '@engawa/core'
import { startZellij, withService, type ZellijService } from '@engawa/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureSession } from '../../src/snapshot/capture/capture-session.js'
import { planRestore } from '../../src/snapshot/restore/plan.js'
import { restoreSession } from '../../src/snapshot/restore/restore-session.js'
import { withStartedSession } from '../../src/snapshot/restore/start-session.js'
import { thisMachine } from '../../src/snapshot/restore/this-machine.js'
import { openZellij } from '../../src/zellij/open-driver.js'
import { generatedLayout } from './generated-session.js'

/**
 * Each takes seconds. `ENGAWA_LAYOUTS=200` is the long search, with deeper nesting and another seed each time; every run
 * of the tests does the same few.
 */
const count = Number(process.env.ENGAWA_LAYOUTS ?? 3)
const long = process.env.ENGAWA_LAYOUTS !== undefined
const depth = long ? 2 : 0
const display = { columns: 200, rows: 50 }

withService(describe, 'zellij')('snapshot, restore, snapshot', () => {
  let service: ZellijService
  beforeAll(async () => {
    service = await startZellij()
  })
  afterAll(() => service.stop())

  it(`is what it was, for ${count} generated layouts`, { timeout: 60_000 + count * 60_000 }, async () => {
    const folders = ['plain', 'with space', 'ünïcode 🏯', 'quo"te', 'do$$lar ~ $HOME'].map((name) =>
      join(service.env.HOME ?? '', name),
    )
    for (const folder of folders) mkdirSync(folder)
    const driver = await openZellij(service.env)
    const layouts = fc.sample(
      generatedLayout(
        folders.map((folder) => folder.replaceAll('$', '$$$$')),
        depth,
      ),
      {
        numRuns: count,
        ...seed(),
      },
    )
    const failed: unknown[] = []
    for (const [at, layout] of layouts.entries()) {
      const session = `from-${at}`
      const env = service.env
      const content = await withStartedSession({ env, driver, session, layout, display, running: false }, async () => {
        await settled(layout, () => captureSession(driver, session, []))
        return captureSession(driver, session, [])
      })
      const plan = planRestore(content, thisMachine(env, driver.version.text), [])
      const report = await restoreSession({
        env,
        driver,
        clock: systemClock,
        snapshotName: 'generated',
        session: `to-${at}`,
        plan,
        intoRunning: false,
        filter: (found) => found,
      })
      if (report.differences.length > 0) failed.push({ layout, differences: report.differences })
      expect(report.warnings.filter(({ issue }) => issue !== 'command_unavailable')).toEqual([])
      for (const name of [session, `to-${at}`]) await service.run(['delete-session', '--force', name])
    }
    expect(failed).toEqual([])
  })
})

/** Panes open one after another: the session is there when all of the layout is. */
async function settled(layout: string, capture: () => Promise<{ readonly panes: object }>): Promise<void> {
  const wanted = layout.match(/\bcwd=/g)?.length
  await expect
    .poll(async () => Object.keys((await capture().catch(() => ({ panes: {} }))).panes).length, { timeout: 30_000 })
    .toBe(wanted)
}

const seed = () => (long ? {} : { seed: 6 })
