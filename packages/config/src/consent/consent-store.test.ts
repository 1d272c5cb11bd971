import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeHome } from '../../test/sample-config.js'
import { consentFile } from '../directories/app-directories.js'
import { createConsentStore } from './consent-store.js'
import { CONSENT_TEXT_VERSION, consentText } from './consent-text.js'

const usual = 'https://api.openai.com/v1'
const clock = { now: () => Date.UTC(2026, 0, 5, 14, 30), monotonic: () => 0 }

const store = () => {
  const { home, path } = makeHome()
  const file = consentFile({}, home)
  expect(file).toBe(path('.config/engawa/consent.json'))
  return { file, consent: createConsentStore(file, { tool: 'zen', clock }) }
}

describe('consent', () => {
  it('is absent until it is granted, and gone when it is revoked', async () => {
    const { consent, file } = store()
    expect(await consent.isGranted('openai', usual)).toBe(false)
    expect(await consent.revoke('openai')).toEqual([])
    await consent.grant('openai', usual)
    expect(await createConsentStore(file, { tool: 'zen' }).isGranted('openai', usual)).toBe(true)
    expect(await consent.isGranted('anthropic', usual)).toBe(false)
    expect(await consent.list()).toEqual([
      {
        provider: 'openai',
        tool: 'zen',
        address: 'https://api.openai.com',
        grantedAt: '2026-01-05T14:30:00.000Z',
        textVersion: CONSENT_TEXT_VERSION,
        current: true,
      },
    ])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await consent.revoke('openai')).toHaveLength(1)
    expect(await consent.isGranted('openai', usual)).toBe(false)
  })

  it.each([
    ['another host', 'https://elsewhere.example/v1', false],
    ['a host that looks like it', 'https://api.openai.com.elsewhere.example/v1', false],
    ['a user name that looks like it', 'https://api.openai.com@elsewhere.example/v1', false],
    ['another port', 'https://api.openai.com:8443/v1', false],
    ['the same host without encryption', 'http://api.openai.com/v1', false],
    ['another path of the same host', 'https://api.openai.com/v2', true],
    ['the same host in capitals, its port spelt out', 'https://API.OPENAI.COM:443/v1', true],
  ])('for one address: %s', async (_what, endpoint, granted) => {
    const { consent } = store()
    await consent.grant('openai', usual)
    expect(await consent.isGranted('openai', endpoint)).toBe(granted)
  })

  it('is for one tool, and taken back by it alone', async () => {
    const { consent, file } = store()
    const znav = createConsentStore(file, { tool: 'znav' })
    await consent.grant('openai', usual)
    expect(await znav.isGranted('openai', usual)).toBe(false)
    await znav.grant('openai', usual)
    await consent.grant('openai', 'https://other.example')
    expect(await consent.revoke('openai')).toHaveLength(2)
    expect(await znav.isGranted('openai', usual)).toBe(true)
  })

  it('is asked for again when the text has changed', async () => {
    const { consent, file } = store()
    await consent.grant('openai', usual)
    const old = readFileSync(file, 'utf8').replace(`"textVersion": ${CONSENT_TEXT_VERSION}`, '"textVersion": 0')
    writeFileSync(file, old)
    expect(await consent.isGranted('openai', usual)).toBe(false)
    expect(await consent.list()).toMatchObject([{ provider: 'openai', current: false }])
  })

  it('of the first version named neither tool nor address: kept, listed, and asked for again', async () => {
    const { consent, file } = store()
    await consent.grant('gemini', usual)
    const old = JSON.stringify({
      version: 1,
      grants: { openai: { grantedAt: '2025-11-01T10:00:00.000Z', textVersion: 1 } },
    })
    writeFileSync(file, old)
    expect(await consent.isGranted('openai', usual)).toBe(false)
    const legacy = { provider: 'openai', tool: null, address: null, current: false }
    expect(await consent.list()).toMatchObject([legacy])
    expect(readFileSync(file, 'utf8')).toBe(old)

    await consent.grant('openai', usual)
    expect(readFileSync(`${file}.v1.bak`, 'utf8')).toBe(old)
    expect(await consent.list()).toMatchObject([legacy, { tool: 'zen', current: true }])
    await consent.revoke('openai')
    expect(await consent.list()).toEqual([])
    expect(existsSync(`${file}.v2.bak`)).toBe(false)
  })

  it.each([
    '{"version": 1, "grants": []}',
    '{"version": 1, "grants": {"openai": true}}',
    '{"version": 2, "grants": {"openai": {}}}',
    '{"version": 2, "grants": [{"provider": "openai"}]}',
    '{"version": 2, "grants": [{"provider": "openai", "grantedAt": "x", "textVersion": 2}]}',
    '{"version": 3, "grants": []}',
    '{"openai": true}',
    '{"version"',
  ])('is never read into a broken record: %s', async (text) => {
    const { consent, file } = store()
    await consent.grant('x', usual)
    writeFileSync(file, text)
    await expect(consent.isGranted('openai', usual)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(file),
    })
  })

  it.each(['', '__proto__', 'constructor', '../x', 'a b', 'x'.repeat(65)])('refuses the name "%s"', async (name) => {
    await expect(store().consent.grant(name, usual)).rejects.toMatchObject({ code: 'config/consent-provider' })
  })

  it.each(['', 'api.openai.com', 'file:///etc/passwd', 'ftp://x'])('refuses the address "%s"', async (endpoint) => {
    const { consent } = store()
    await expect(consent.grant('openai', endpoint)).rejects.toMatchObject({ code: 'config/consent-address' })
    await expect(consent.isGranted('openai', endpoint)).rejects.toMatchObject({ code: 'config/consent-address' })
  })

  it('keeps twenty grants made at once', async () => {
    const { consent } = store()
    await Promise.all(Array.from({ length: 20 }, (_, n) => consent.grant(`provider-${n}`, usual)))
    expect(await consent.list()).toHaveLength(20)
  })

  it('says what would be sent, to whom, and by which tool', () => {
    const text = consentText({ tool: 'zen', provider: 'openai', endpoint: usual, sends: ['your question'] })
    expect(text).toContain('zen would send this to openai at https://api.openai.com/v1:\n  - your question\n')
    expect(text).toContain('zen config consent --revoke openai')
  })
})
