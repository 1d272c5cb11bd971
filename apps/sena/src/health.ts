import type { Clock } from '@engawa/core'
import type { Memory } from '@engawa/memory'
import type { Health } from '@engawa/sena-client'
import type { ChatStore } from '@engawa/storage'
import type { ExtensionRegistry } from './extensions/extension-registry.js'
import type { LiveSharing } from './live/live-sharing.js'
import type { ModelGateway } from './models/model-gateway.js'

export interface HealthPorts {
  readonly version: string
  readonly models: ModelGateway
  readonly extensions: ExtensionRegistry
  readonly chats: ChatStore
  readonly memory: Memory
  readonly sharing: Pick<LiveSharing, 'health'>
  readonly clock: Clock
}

type Component = Health['components'][number]

/** What is there and what is not. A missing model is no fault: Sena is made to work without one. */
export function createHealthCheck(ports: HealthPorts): () => Promise<Health> {
  const { version, clock } = ports
  const started = clock.monotonic()
  return async () => {
    const components = await Promise.all([
      guarded('database', () => database(ports)),
      guarded('memory', () => memory(ports)),
      guarded('models', () => models(ports)),
      guarded('extensions', () => extensions(ports)),
    ])
    const shared = ports.sharing.health()
    if (shared !== undefined) components.push({ name: 'live', ...shared })
    return {
      status: components.some(({ status }) => status === 'failed') ? 'degraded' : 'ok',
      version,
      uptime_seconds: (clock.monotonic() - started) / 1_000,
      components,
    }
  }
}

async function guarded(name: string, check: () => Promise<Omit<Component, 'name'>>): Promise<Component> {
  try {
    return { name, ...(await check()) }
  } catch (error) {
    return { name, status: 'failed', detail: error instanceof Error ? error.message : String(error) }
  }
}

async function database({ chats }: HealthPorts): Promise<Omit<Component, 'name'>> {
  const { healthy, latencyMs } = await chats.health()
  return { status: healthy ? 'ok' : 'failed', detail: `SQLite answered in ${latencyMs.toFixed(1)} ms` }
}

async function memory(ports: HealthPorts): Promise<Omit<Component, 'name'>> {
  const { total } = await ports.memory.statistics()
  return { status: 'ok', detail: `${total} ${total === 1 ? 'memory' : 'memories'}` }
}

async function models(ports: HealthPorts): Promise<Omit<Component, 'name'>> {
  const choice = await ports.models.choose('fast')
  if ('missing' in choice) return { status: 'absent', ...choice.missing }
  const { model, provider, note } = choice.chosen
  return { status: 'ok', detail: [`${provider} with ${model}`, note].filter((part) => part !== undefined).join('; ') }
}

async function extensions(ports: HealthPorts): Promise<Omit<Component, 'name'>> {
  const listed = await ports.extensions.list()
  const active = listed.filter(({ row }) => row.status === 'active').length
  return { status: listed.length > 0 ? 'ok' : 'failed', detail: `${active} of ${listed.length} active` }
}
