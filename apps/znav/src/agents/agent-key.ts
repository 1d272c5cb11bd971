import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDirectories } from '@engawa/config'
import { ConfigError } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'

const keyFile = ({ config }: Pick<AppDirectories, 'config'>) => join(config, 'agent.key')

/** The key that agents' entries are signed with: a line of 64 hex digits, readable by its owner alone. Absent: none was made. */
export function existingAgentKey(directories: Pick<AppDirectories, 'config'>): Buffer | undefined {
  const path = keyFile(directories)
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex')
  throw new ConfigError(`${path} is no key`, {
    code: 'config/agent-key',
    hint: 'Copy it from the machine that shares this state, or remove it: entries signed with it are then refused.',
  })
}

/** The key, made with the first entry of an agent. */
export async function agentKey(directories: Pick<AppDirectories, 'config'>): Promise<Buffer> {
  const existing = existingAgentKey(directories)
  if (existing !== undefined) return existing
  mkdirSync(directories.config, { recursive: true, mode: 0o700 })
  return withFileLock(`${keyFile(directories)}.lock`, () => {
    const made = existingAgentKey(directories)
    if (made !== undefined) return made
    const key = randomBytes(32)
    writeFileAtomic(keyFile(directories), `${key.toString('hex')}\n`)
    return key
  })
}
