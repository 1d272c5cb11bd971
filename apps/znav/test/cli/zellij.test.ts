import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { startZellij, waitUntil, withService, type ZellijService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { dataOf, type RunZnav, znavIn } from '../run-znav.js'

const cli = znavCli('0.0.0')

withService(describe, 'zellij')('navigation in a real Zellij', () => {
  let service: ZellijService
  let znav: RunZnav

  beforeAll(async () => {
    service = await startZellij({ session: 'It is "odd" & ünïcode' })
    znav = znavIn({ ...service.env, PERTH_HOME: `${service.env.HOME}/perth` })
  })
  afterAll(() => service.stop())

  /** What Zellij itself says, asked around Perth. */
  const panes = async () => (await service.panes()).filter((pane) => !pane.is_plugin)
  const named = async (title: string) => (await panes()).filter((pane) => pane.title === title)
  const focusedPane = () => service.focusedPane()
  const open = async (...args: readonly string[]) => {
    const data = await dataOf(znav('pane', ...args, '--json'))
    assertMatchesOutput(cli, 'pane', data)
    return data
  }

  it('takes secrets out of --meta before it stores anything, and says so', async () => {
    const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'.slice(0, 36)}`
    const opened = await znav('pane', 'keys', '--meta', `token=${token}`, 'ticket=42', '--json')
    expect(opened.stderr).toMatch(/warning: secrets were taken out before anything was stored: 1 × \S+\n/)
    const info = await znav('pane', 'info', 'keys', '--json')
    expect(JSON.parse(info.stdout)).toMatchObject({
      data: { meta: { token: expect.stringContaining('‹secret:'), ticket: '42' } },
    })
    expect(opened.stdout + opened.stderr + info.stdout).not.toContain(token)
  })

  it('makes a pane and its tab, and goes there', async () => {
    expect(await open('backend', '--tab', 'api', '--meta', 'ticket=42')).toMatchObject({
      created: true,
      created_tab: true,
      reopened: false,
      focused: true,
      pane: { name: 'backend', tab: 'api', session: service.session, status: 'active', meta: { ticket: '42' } },
    })
    // The tab holds this one pane: none without a name was left beside it.
    expect((await panes()).filter((pane) => pane.tab_name === 'api').map((pane) => pane.title)).toEqual(['backend'])
    await expect.poll(focusedPane).toMatchObject({ title: 'backend', tab_name: 'api' })
  })

  it('makes a second pane in the tab that is there', async () => {
    expect(await open('database', '--tab', 'api')).toMatchObject({ created: true, created_tab: false })
    await expect.poll(focusedPane).toMatchObject({ title: 'database', tab_name: 'api' })
  })

  it('returns to exactly the same pane, from another tab, with its last intent', async () => {
    const [before] = await named('backend')
    await znav('pane', 'log', 'backend', 'Fixed the token refresh')
    await open('web', '--tab', 'front')
    const { stdout, stderr, code } = await znav('pane', 'backend')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      `Returned to backend in tab api of session ${service.session}.\n` +
        'Last intent: "Fixed the token refresh" (just now)\n',
    )
    expect((await named('backend')).map((pane) => pane.id)).toEqual([before?.id])
    await expect.poll(async () => (await focusedPane()).id).toBe(before?.id)
  })

  it('opens one pane when two processes ask for it at once', async () => {
    const outcomes = await Promise.all([open('worker', '--tab', 'api'), open('worker', '--tab', 'api')])
    expect(outcomes.filter((outcome) => outcome.created)).toHaveLength(1)
    expect(await named('worker')).toHaveLength(1)
  })

  it('says that a pane is open in another tab than the one asked for', async () => {
    const { stderr } = await znav('pane', 'backend', '--tab', 'front')
    expect(stderr).toBe('warning: backend is open in tab api, so not in front\n')
    expect(await named('backend')).toHaveLength(1)
  })

  it('notices that a pane was closed by hand, and opens it anew in its tab', async () => {
    const [closed] = await named('database')
    await service.run(['action', 'close-pane', '--pane-id', `terminal_${closed?.id}`])
    await waitUntil('the pane is closed', async () => (await named('database')).length === 0)
    const { stdout, stderr } = await znav('pane', 'database')
    expect(stderr).toBe('warning: the pane database was no longer there; this is a new one of that name\n')
    expect(stdout).toBe(`Opened database in tab api of session ${service.session}.\n`)
    await expect.poll(focusedPane).toMatchObject({ title: 'database', tab_name: 'api' })
  })

  it('follows a pane into a tab that was renamed', async () => {
    await znav('pane', 'web')
    await service.run(['action', 'rename-tab', 'frontend'])
    const { stderr } = await znav('pane', 'web')
    expect(stderr).toBe(`warning: web was in tab front of session ${service.session} before\n`)
    expect(await dataOf(znav('pane', 'info', 'web', '--json'))).toMatchObject({ tab: 'frontend' })
  })

  it('goes to the pane it knows among two of one name', async () => {
    const [known] = await named('worker')
    await service.run(['action', 'new-pane', '--name', 'worker'])
    await waitUntil('there are two', async () => (await named('worker')).length === 2)
    const { stderr } = await znav('pane', 'worker')
    expect(stderr).toBe('warning: 2 panes are named worker; this is the one in tab api\n')
    await expect.poll(async () => (await focusedPane()).id).toBe(known?.id)
  })

  it('returns to a pane that was logged from inside, though it has another title', async () => {
    const inside = await focusedPane()
    const there = znavIn({ ...service.env, PERTH_HOME: `${service.env.HOME}/perth`, ZELLIJ_PANE_ID: `${inside?.id}` })
    await there('pane', 'log', 'inner', 'Logged from where I was')
    await znav('pane', 'backend')
    expect(await open('inner')).toMatchObject({ created: false, focused: true })
    await expect.poll(async () => (await focusedPane()).id).toBe(inside?.id)
  })

  it('goes to tabs, making those that are missing', async () => {
    const go = async (name: string) => {
      const data = await dataOf(znav('tab', name, '--json'))
      assertMatchesOutput(cli, 'tab', data)
      return data
    }
    expect(await go('docs')).toMatchObject({ tab: 'docs', created: true, focused: true })
    await expect.poll(async () => (await focusedPane()).tab_name).toBe('docs')
    expect(await go('api')).toMatchObject({ created: false })
    await expect.poll(async () => (await focusedPane()).tab_name).toBe('api')
    expect(await go('Büro & Lager $(x)')).toMatchObject({ tab: 'Büro & Lager $(x)', created: true })
    await expect.poll(async () => (await focusedPane()).tab_name).toBe('Büro & Lager $(x)')
    expect(await go('Büro & Lager $(x)')).toMatchObject({ created: false })
    expect(await znav('tab', 'no\tname')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("can't be a tab"),
    })
  })

  it('reconciles: what was closed is missing, what lives is active, what changed is said', async () => {
    const [closed] = await named('web')
    await service.run(['action', 'close-pane', '--pane-id', `terminal_${closed?.id}`])
    await waitUntil('the pane is closed', async () => (await named('web')).length === 0)
    const data = await dataOf(znav('reconcile', '--json'))
    assertMatchesOutput(cli, 'reconcile', data)
    expect(data).toMatchObject({
      checked: 6,
      counts: { active: 5, stale: 0, missing: 1 },
      changes: expect.arrayContaining([{ pane: 'web', status: { from: 'active', to: 'missing' }, place: null }]),
    })
    expect(await dataOf(znav('reconcile', '--json'))).toMatchObject({ changes: [] })
    expect((await znav('list')).stdout).toContain('✗ web [missing]')
  })

  it('names a session that is not running, and the nearest that is', async () => {
    expect(await znav('pane', 'backend', '--session', 'It is "odd" & unicode')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: no session "It is \\"odd\\" & unicode" is running\nhint: Did you mean "It is \\"odd\\" & ünïcode"?\n',
    })
  })

  it('opens a pane in another session, and does not call the one it knows gone', async () => {
    await service.run(['attach', '--create-background', 'second'])
    await waitUntil('the second session runs', async () =>
      (await service.run(['list-sessions', '--short'])).stdout.split('\n').includes('second'),
    )
    const { code, stdout, stderr } = await znav('pane', 'backend', '--session', 'second')
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('of session second') })
    expect(stderr).toContain(`warning: backend was in tab api of session ${service.session} before\n`)
    expect(stderr).not.toContain('no longer there')
    expect(await named('backend')).toHaveLength(1)
    await service.run(['kill-session', 'second'])
  })

  it('without Zellij says so, while log and history go on', async () => {
    const without = znavIn({ PATH: '/nowhere', HOME: `${service.env.HOME}`, PERTH_HOME: `${service.env.HOME}/perth` })
    for (const args of [['pane', 'backend'], ['tab', 'api'], ['reconcile']]) {
      expect(await without(...args)).toEqual({
        code: 1,
        stdout: '',
        stderr:
          'error: zellij is not installed, or not in PATH\n' +
          'hint: Install Zellij 0.39 or later. Logging and history work without it.\n',
      })
    }
    expect((await without('pane', 'log', 'backend', 'Worked offline')).code).toBe(0)
    expect((await without('pane', 'history', 'backend')).stdout).toContain('Worked offline')
  })

  it('marks panes stale when their session is gone', async () => {
    await waitUntil('no session runs', async () => {
      // Told again each time: a busy server does not hear it. With none left Zellij says so, and fails.
      const { code, stderr } = await service.run(['kill-all-sessions', '--yes'])
      return code === 1 && stderr.includes('No active')
    })
    expect(await dataOf(znav('reconcile', '--json'))).toMatchObject({ counts: { active: 0, stale: 6, missing: 0 } })
    expect(await znav('pane', 'backend')).toMatchObject({
      code: 1,
      stderr: 'error: no Zellij session is running\nhint: Start one: zellij attach --create work\n',
    })
  })
})
