import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { ConfigDefinition, ConfigSources } from '../src/layered-config.js'

export const schema = z.object({
  redis: z.object({
    host: z.string(),
    port: z.int().min(1).max(65_535),
    password: z.string().optional(),
  }),
  llm: z.object({
    provider: z.enum(['none', 'ollama', 'openai']),
    temperature: z.number().min(0).max(2),
    stop: z.array(z.string()),
    headers: z.record(z.string(), z.string()),
  }),
  tracking: z.boolean(),
  limit: z.union([z.int(), z.literal('none')]).nullable(),
})

export type Definition = ConfigDefinition<typeof schema>

/** A configuration with every kind of setting. */
export const definition = (userFile = 'config.json'): Definition => ({
  app: 'perth',
  schema: async () => schema,
  defaults: {
    redis: { host: 'localhost', port: 6379 },
    llm: { provider: 'none', temperature: 0.7, stop: [], headers: {} },
    tracking: true,
    limit: 100,
  },
  environment: {
    PERTH_REDIS_HOST: 'redis.host',
    PERTH_REDIS_PORT: 'redis.port',
    PERTH_STOP: 'llm.stop',
    PERTH_TRACKING: 'tracking',
    PERTH_LIMIT: 'limit',
    PERTH_HEADERS: 'llm.headers',
  },
  flags: { '--redis-host': 'redis.host', '--temperature': 'llm.temperature' },
  userFile,
  projectFile: '.perth.json',
  personal: ['redis', 'llm.headers'],
})

/** An empty home with a project in it, and files where a test wants them. */
export function makeHome(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'config-'))
  const cwd = join(home, 'project', 'deep')
  mkdirSync(cwd, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), content)
  }
  const sources = (more: Partial<ConfigSources> = {}): ConfigSources => ({ env: {}, cwd, home, ...more })
  return { home, cwd, sources, path: (name: string) => join(home, name) }
}

export const userFile = (ending: string) => `.config/perth/config.${ending}`
