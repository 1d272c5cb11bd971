import type { Backend } from './backend.js'
import { checkObject, checkOneOf, checkText } from './input/check-values.js'
import { invalidInput } from './input/invalid-input.js'
import type { BackendOptions } from './open-storage.js'

export const backendTypes = ['file', 'sqlite', 'postgres', 'redis', 'memory'] as const

/** Open one backend. Only its own code is loaded. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  switch (options.type) {
    case 'file':
      return (await import('./backends/file/open-file-storage.js')).openFileBackend(options)
    case 'sqlite':
      return (await import('./backends/sqlite/open-sqlite-storage.js')).openSqliteBackend(options)
    case 'postgres':
      return (await import('./backends/postgres/open-postgres-storage.js')).openPostgresBackend(options)
    case 'redis':
      return (await import('./backends/redis/open-redis-storage.js')).openRedisBackend(options)
    case 'memory':
      return new (await import('./backends/memory/memory-backend.js')).MemoryBackend()
  }
}

/** @throws UserError `storage/invalid-input` naming the option; those of a server are checked as it is opened */
export function checkBackendOptions(options: BackendOptions): void {
  const { type } = checkObject(options, 'options')
  checkOneOf(type, 'type', backendTypes)
  if (options.type === 'file') checkPath(options.directory, 'directory')
  if (options.type === 'sqlite') checkPath(options.path, 'path')
}

function checkPath(value: unknown, field: string): void {
  const path = checkText(value, field)
  if (path === '' || path.includes('\u0000')) throw invalidInput(field, 'must be a path')
}
