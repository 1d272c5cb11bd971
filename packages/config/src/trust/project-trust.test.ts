import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ConfigDefinition, ConfigSources } from '../layered-config.js'
import { loadConfig } from '../load/load-config.js'
import { projectTrust } from './project-trust.js'

const place = z.strictObject({ host: z.string(), port: z.number() })
const schema = z.strictObject({
  place,
  temperature: z.number(),
  current: z.string(),
  sets: z.record(z.string(), z.strictObject({ about: z.string().optional(), place: place.partial().optional() })),
})
const definition: ConfigDefinition<typeof schema> = {
  app: 'sample',
  schema: async () => schema,
  defaults: { place: { host: 'here', port: 1 }, temperature: 0, current: '', sets: {} },
  userFile: 'config.json',
  projectFile: '.sample.json',
  environment: { SAMPLE_SET: 'current', SAMPLE_PORT: 'place.port' },
  personal: ['place', 'current', 'sets'],
  trustCommand: 'sample trust',
  profiles: { table: 'sets', chosenBy: 'current' },
}

let home: string
let sources: ConfigSources
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trust-'))
  sources = { env: { HOME: home }, cwd: home, home }
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const project = (settings: object) => writeFileSync(join(home, '.sample.json'), JSON.stringify(settings))
const load = async (env: Record<string, string> = {}) =>
  loadConfig(definition, { ...sources, env: { ...sources.env, ...env } })

describe('what a project file chooses', () => {
  it('counts once agreed to, in any order of its keys, and no longer when it changes', async () => {
    project({ temperature: 1, place: { host: 'there', port: 2 } })
    const before = await load()
    expect(before.values).toMatchObject({ temperature: 1, place: { host: 'here', port: 1 } })
    expect(before.warnings.map(({ message }) => message).join()).toContain('sample trust')
    await (await projectTrust(definition, sources))?.note('agreed')
    expect((await load()).values.place).toEqual({ host: 'there', port: 2 })
    project({ place: { port: 2, host: 'there' }, temperature: 2 })
    expect((await load()).values).toMatchObject({ temperature: 2, place: { host: 'there' } })
    project({ place: { host: 'elsewhere', port: 2 } })
    expect((await load()).values.place.host).toBe('here')
    await (await projectTrust(definition, sources))?.note('refused')
    expect((await load()).warnings[0]?.message).toContain('you refused it')
  })

  it('is not agreed to by a record that is damaged', async () => {
    project({ place: { host: 'there', port: 2 } })
    mkdirSync(join(home, '.config/sample'), { recursive: true })
    writeFileSync(join(home, '.config/sample/trusted.json'), '{"files":')
    await expect(load()).rejects.toMatchObject({ code: 'config/trust-damaged' })
  })
})

describe('the chosen set of settings', () => {
  beforeEach(() => {
    mkdirSync(join(home, '.config/sample'), { recursive: true })
    const sets = { a: { about: 'first', place: { port: 7 } }, b: {} }
    writeFileSync(
      join(home, '.config/sample/config.json'),
      JSON.stringify({ place: { host: 'mine' }, current: 'a', sets }),
    )
  })

  it('lies over the file that it stands in, and below the environment', async () => {
    expect((await load()).values.place).toEqual({ host: 'mine', port: 7 })
    expect((await load()).get('place.port')?.origin).toContain('sets.a')
    expect((await load({ SAMPLE_SET: 'b' })).values.place).toEqual({ host: 'mine', port: 1 })
    expect((await load({ SAMPLE_SET: 'unknown' })).values.place.port).toBe(1)
    expect((await load({ SAMPLE_PORT: '9' })).values.place.port).toBe(9)
  })
})
