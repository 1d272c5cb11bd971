import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeHome } from '../../test/sample-config.js'
import { consentFile } from '../directories/app-directories.js'
import { createConsentStore } from './consent-store.js'
import { CONSENT_TEXT_VERSION, consentText } from './consent-text.js'

const store = () => {
  const { home, path } = makeHome()
  const file = consentFile({}, home)
  expect(file).toBe(path('.config/engawa/consent.json'))
  return { file, consent: createConsentStore(file, { now: () => Date.UTC(2026, 0, 5, 14, 30), monotonic: () => 0 }) }
}

describe('consent', () => {
  it('is absent until it is granted, and gone when it is revoked', async () => {
    const { consent, file } = store()
    expect(await consent.isGranted('openai')).toBe(false)
    expect(await consent.revoke('openai')).toBe(false)
    await consent.grant('openai')
    expect(await createConsentStore(file).isGranted('openai')).toBe(true)
    expect(await consent.isGranted('anthropic')).toBe(false)
    expect(await consent.list()).toEqual([
      { provider: 'openai', grantedAt: '2026-01-05T14:30:00.000Z', textVersion: CONSENT_TEXT_VERSION, current: true },
    ])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await consent.revoke('openai')).toBe(true)
    expect(await consent.isGranted('openai')).toBe(false)
  })

  it('is asked for again when the text has changed', async () => {
    const { consent, file } = store()
    await consent.grant('openai')
    const old = readFileSync(file, 'utf8').replace(`"textVersion": ${CONSENT_TEXT_VERSION}`, '"textVersion": 0')
    writeFileSync(file, old)
    expect(await consent.isGranted('openai')).toBe(false)
    expect(await consent.list()).toMatchObject([{ provider: 'openai', current: false }])
  })

  it.each([
    '{"version": 1, "grants": []}',
    '{"version": 1, "grants": {"openai": true}}',
    '{"openai": true}',
    '{"version"',
  ])('is never read into a broken record: %s', async (text) => {
    const { consent, file } = store()
    await consent.grant('x')
    writeFileSync(file, text)
    await expect(consent.isGranted('openai')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(file),
    })
  })

  it.each(['', '__proto__', 'constructor', '../x', 'a b', 'x'.repeat(65)])('refuses the name "%s"', async (name) => {
    await expect(store().consent.grant(name)).rejects.toMatchObject({ code: 'config/consent-provider' })
  })

  it('keeps twenty grants made at once', async () => {
    const { consent } = store()
    await Promise.all(Array.from({ length: 20 }, (_, n) => consent.grant(`provider-${n}`)))
    expect(await consent.list()).toHaveLength(20)
  })

  it('says what would be sent, and to whom', () => {
    const text = consentText({ provider: 'openai', endpoint: 'https://api.openai.com/v1', sends: ['your question'] })
    expect(text).toContain('sent to openai (https://api.openai.com/v1):\n  - your question\n')
  })
})
