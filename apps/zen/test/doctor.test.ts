import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const checks = async () => {
  const run = await zen.run(['doctor', '--json'])
  const list = run.json().data.checks as { name: string; status: string; detail: string; remedy?: string }[]
  return { code: run.code, of: (name: string) => list.find((check) => check.name === name) }
}

describe('zen doctor', () => {
  it('finds all well in an empty home with a local model', async () => {
    const { code, of } = await checks()
    expect(code).toBe(0)
    expect(of('configuration')?.status).toBe('ok')
    expect(of('conversations')?.status).toBe('ok')
    expect(of('ollama')?.status).toBe('ok')
    expect(of('openai')).toMatchObject({ status: 'warn', remedy: expect.stringContaining('OPENAI_API_KEY') })
  })

  it('tells a configuration that stops everything, with the place', async () => {
    mkdirSync(join(zen.home, '.zen-cli'))
    writeFileSync(join(zen.home, '.zen-cli/config.json'), '{ "storage": { "type": "floppy" } }')
    const { code, of } = await checks()
    expect(code).toBe(1)
    expect(of('configuration')).toMatchObject({ status: 'fail', detail: expect.stringContaining('storage.type') })
  })

  it('notices that conversations can be read but not written', async () => {
    // Works for root too, whom no permission stops: the folder's place is taken by a file.
    writeFileSync(join(zen.home, '.zen-cli'), '')
    const { code, of } = await checks()
    expect(code).toBe(1)
    expect([of('configuration')?.status, of('conversations')?.status]).toContain('fail')
  })
})
