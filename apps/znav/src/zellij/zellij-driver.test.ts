import { systemClock } from '@engawa/core'
import { startZellij, waitUntil, withService, type ZellijService } from '@engawa/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attempts } from './ask.js'
import type { LivePane } from './live-session.js'
import { openZellij } from './open-driver.js'
import { type RunZellij, type ZellijOutput, zellijRunner } from './run-zellij.js'
import { parseVersion } from './version.js'
import { ZellijDriver } from './zellij-driver.js'

withService(describe, 'zellij')('a real Zellij', () => {
  let service: ZellijService
  const session = 'My work: ünïcode & (odd)'

  beforeAll(async () => {
    service = await startZellij({ session })
  })
  afterAll(() => service.stop())

  const drivers: readonly (readonly [name: string, make: () => Promise<ZellijDriver>])[] = [
    ['as it is', () => openZellij(service.env)],
    [
      'treated as 0.43, without ids',
      async () =>
        new ZellijDriver({
          run: zellijRunner(service.env),
          version: parseVersion('zellij 0.43.1'),
          clock: systemClock,
        }),
    ],
  ]

  describe.each(drivers)('%s', (label, make) => {
    let driver: ZellijDriver
    const suffix = label.includes('0.43') ? '-old' : ''
    beforeEach(async () => {
      driver = await make()
    })
    const paneNamed = async (title: string): Promise<LivePane | undefined> =>
      (await driver.survey(session)).panes.find((pane) => pane.title === title)
    const focusedTitle = async () => {
      const { tabs, panes } = await driver.survey(session)
      const active = tabs.find((tab) => tab.active)?.name
      return panes.filter((pane) => pane.focused && pane.tab === active).map((pane) => pane.title)
    }

    it('lists the session with its age', async () => {
      const [found] = (await driver.sessions()).filter((one) => one.name === session)
      expect(found).toMatchObject({ name: session, exited: false })
      expect(Math.abs((found?.startedAt ?? 0) - Date.now())).toBeLessThan(300_000)
    })

    it('makes tabs and panes, and sees them', async () => {
      await driver.newTab(session, `tab${suffix}`)
      await waitUntil('the tab is there', async () =>
        (await driver.survey(session)).panes.some((pane) => pane.tab === `tab${suffix}`),
      )
      const tab = (await driver.survey(session)).tabs.find((one) => one.name === `tab${suffix}`)
      if (tab === undefined) throw new Error('the tab is gone')
      expect(tab.active).toBe(true)
      await driver.newPane(session, tab, `first${suffix}`, '/tmp')
      await driver.newPane(session, tab, `second${suffix}`, '/tmp')
      await waitUntil('both panes are there', async () => (await paneNamed(`second${suffix}`)) !== undefined)
      expect(await paneNamed(`first${suffix}`)).toMatchObject({ tab: `tab${suffix}`, exited: false })
    })

    it('moves the focus within a tab and across tabs, and leaves it where it is', async () => {
      for (const title of [`first${suffix}`, `second${suffix}`, `second${suffix}`]) {
        const pane = await paneNamed(title)
        if (pane === undefined) throw new Error(`${title} is gone`)
        expect(await driver.focus(session, pane)).toBe(true)
        expect(await focusedTitle()).toContain(title)
      }
      const [elsewhere] = (await driver.survey(session)).tabs
      if (elsewhere === undefined) throw new Error('no tab')
      await driver.goToTab(session, elsewhere)
      const pane = await paneNamed(`first${suffix}`)
      if (pane === undefined) throw new Error('first is gone')
      await driver.focus(session, pane)
      expect(await focusedTitle()).toContain(`first${suffix}`)
    })

    it('says which session is not running', async () => {
      await expect(driver.survey('no such session')).rejects.toMatchObject({
        code: 'not-found/session',
        message: expect.stringContaining('"no such session"'),
      })
    })
  })

  it('has no sessions where none runs', async () => {
    // With a cache of its own, too: Zellij keeps layouts there, from which sessions can be brought back.
    const elsewhere = {
      ZELLIJ_SOCKET_DIR: `${service.env.ZELLIJ_SOCKET_DIR}/none`,
      XDG_CACHE_HOME: `${service.env.HOME}/none`,
    }
    const driver = await openZellij({ ...service.env, ...elsewhere })
    expect(await driver.sessions()).toEqual([])
  })
})

describe('a Zellij under load', () => {
  const driverThatHears = (answers: readonly ZellijOutput[]) => {
    const asked: string[][] = []
    const run: RunZellij = async (args) => {
      asked.push([...args])
      return answers[asked.length - 1] ?? { exitCode: 0, stdout: '[]', stderr: '' }
    }
    return { asked, driver: new ZellijDriver({ run, version: parseVersion('zellij 0.45.0'), clock: systemClock }) }
  }
  const silence = { exitCode: 0, stdout: '', stderr: '' }
  const lost = { exitCode: 1, stdout: '', stderr: "Session 'work' not found. The following sessions are active:" }

  it('is asked again when it says nothing, or does not find a session at first', async () => {
    const { driver, asked } = driverThatHears([silence, lost])
    expect(await driver.survey('work')).toEqual({ name: 'work', tabs: [], panes: [] })
    expect(asked).toHaveLength(4)
  })

  it('is believed in the end', async () => {
    const { driver } = driverThatHears(Array.from({ length: 2 * attempts }, () => lost))
    await expect(driver.survey('work')).rejects.toMatchObject({ code: 'not-found/session' })
    const empty = driverThatHears(Array.from({ length: 3 }, () => ({ exitCode: 1, stdout: '', stderr: 'No active' })))
    expect(await empty.driver.sessions()).toEqual([])
  })

  it('is told again what it did not hear', async () => {
    const { driver, asked } = driverThatHears([lost, lost])
    await driver.newTab('work', 'api')
    expect(asked).toHaveLength(3)
  })

  it('is told to change something once only, and always in a session', async () => {
    const { driver, asked } = driverThatHears([{ exitCode: 1, stdout: '', stderr: 'no room' }])
    await expect(driver.newTab('-odd name', 'api')).rejects.toMatchObject({ code: 'zellij/action' })
    expect(asked).toEqual([['--session=-odd name', 'action', 'new-tab', '--name=api']])
  })
})

describe('no Zellij', () => {
  it('is said in so many words', async () => {
    await expect(openZellij({ PATH: '/nowhere' })).rejects.toMatchObject({
      code: 'zellij/missing',
      hint: expect.stringContaining('Logging and history work without it'),
    })
  })

  it.each([
    ['zellij 0.38.2', 'zellij/too-old'],
    ['bash: zellij: wat', 'zellij/version'],
  ])('that can be used: %s', (answer, code) => {
    expect(() => parseVersion(answer)).toThrow(expect.objectContaining({ code }))
  })

  it.each(['zellij 0.39.0', 'zellij 0.45.0-dev', 'zellij 1.0.0'])('is wrong with %s', (answer) => {
    expect(parseVersion(answer).text).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
