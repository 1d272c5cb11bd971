import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKeyStore } from '@engawa/config'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../settings/default-settings.js'
import { ollamaEndpoint, ollamaKey } from './open-ollama.js'

const at = (base_url: string) => ({ llm: { ...defaultSettings.llm, base_url } })
const key = () => `test-${randomBytes(24).toString('hex')}`

function context(env: Readonly<Record<string, string>> = {}) {
  const HOME = mkdtempSync(join(tmpdir(), 'sena-keys-'))
  const terminal = { isTty: false, color: false, width: 80, write: () => undefined }
  const stdin = { isTty: false, readText: async () => '' }
  return { env: { HOME, ENGAWA_KEYRING: 'off', ...env }, stdin, stderr: terminal, format: 'text' as const }
}

describe('the key of an Ollama on another machine', () => {
  it('comes from the environment, then from the key store', async () => {
    const [given, stored] = [key(), key()]
    const remote = at('https://models.example')
    const own = context({ OLLAMA_API_KEY: given })
    await openKeyStore({ env: own.env }).set({ provider: 'ollama' }, stored, { place: 'plaintext' })
    expect(await ollamaKey(remote, own)).toBe(given)
    expect(await ollamaKey(remote, { ...own, env: { ...own.env, OLLAMA_API_KEY: '' } })).toBe(stored)
    expect(await ollamaKey(remote, context())).toBeUndefined()
  })

  it('is not handed to the one on this machine', async () => {
    expect(await ollamaKey(at('http://localhost:11434'), context({ OLLAMA_API_KEY: key() }))).toBeUndefined()
    expect(await ollamaKey(at('127.0.0.1:11434'), context({ OLLAMA_API_KEY: key() }))).toBeUndefined()
  })
})

it('consent is asked for the address as it is reached, without its password', () => {
  expect(ollamaEndpoint(at('models.example'))).toBe('http://models.example:11434')
  expect(ollamaEndpoint(at(`https://user:${key()}@models.example/`))).toBe('https://models.example')
})
