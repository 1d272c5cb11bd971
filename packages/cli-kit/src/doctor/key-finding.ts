import { openKeyStore } from '@engawa/config'
import type { CommandContext } from '../command.js'
import type { Finding } from './run-checks.js'

export async function keyFinding(env: CommandContext['env']): Promise<Finding> {
  const store = openKeyStore({ env })
  const stored = await store.list()
  const plain = stored.filter(({ place }) => place === 'plaintext').length
  if (plain > 0) {
    const detail = `${plain === 1 ? 'a key is' : `${plain} keys are`} kept in plaintext`
    return { status: 'warn', detail, remedy: 'Encrypt the file with: keys rotate' }
  }
  const answer = await store.keyring()
  const count = `${stored.length} stored`
  if (answer.state === 'present') return { status: 'ok', detail: `${count}; the OS keyring answers` }
  // Who never kept a key in a keyring misses none.
  const needed = answer.state !== 'absent' || stored.some(({ place }) => place === 'keyring')
  if (needed) return { status: 'warn', detail: `${count}; ${answer.detail}`, remedy: answer.remedy }
  return { status: 'ok', detail: `${count}; no OS keyring, the encrypted file serves` }
}
