import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KeyringService, startKeyring } from './keyring.js'
import { withService } from './with-service.js'

withService(describe, 'keyring')('a keyring of the test’s own', () => {
  let keyring: KeyringService

  beforeAll(async () => {
    keyring = await startKeyring()
  }, 60_000)
  afterAll(() => keyring.stop())

  it('is found by its bus alone', () => {
    expect(Object.keys(keyring.env).sort()).toEqual(['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'])
  })

  it('locks, and is locked then', async () => {
    await expect(keyring.lock()).resolves.toBeUndefined()
  })
})
