import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runBin } from '../process/spawn-bin.js'
import { waitUntil } from '../process/wait-until.js'
import { withService } from './with-service.js'
import { startZellij, type ZellijService } from './zellij.js'

withService(describe, 'zellij')('a Zellij of the test’s own', () => {
  let service: ZellijService

  beforeAll(async () => {
    service = await startZellij()
  })
  afterAll(() => service.stop())

  it('has one session, with a pane', async () => {
    expect((await service.panes()).filter((pane) => !pane.is_plugin)).toHaveLength(1)
  })

  it('shows what is typed into the pane', async () => {
    await service.run(['action', 'write-chars', 'echo $((6 * 7))\n'])
    await waitUntil('the shell has answered', async () => /^.*\b42\b/m.test(await service.capture()))
    expect(await service.capture()).not.toContain('Release Notes')
  })

  it('is found by another program through `env` alone', async () => {
    const { stdout } = await runBin('zellij', ['list-sessions', '--short', '--no-formatting'], { env: service.env })
    expect(stdout.trim()).toBe(service.session)
  })
})
