import type { CommandContext } from '../command.js'
import type { Check } from './run-checks.js'

/** `doctor`'s look at the key store: what is in it, whether the keyring answers. Asks for no passphrase. */
export const keyCheck = (context: Pick<CommandContext, 'env'>): Check => ({
  name: 'keys',
  async run() {
    const { openKeyStore } = await import('@engawa/config')
    const store = openKeyStore({ env: context.env })
    const stored = await store.list()
    const plain = stored.filter(({ place }) => place === 'plaintext').length
    if (plain > 0) {
      const detail = `${plain === 1 ? 'a key is' : `${plain} keys are`} kept in plaintext`
      return { status: 'warn', detail, remedy: 'Encrypt the file with: keys rotate' }
    }
    const answer = await store.keyring()
    const count = `${stored.length} stored`
    if (answer.state === 'present') return { status: 'ok', detail: `${count}; the OS keyring answers` }
    const needed = answer.state !== 'absent' || stored.some(({ place }) => place === 'keyring')
    if (needed) return { status: 'warn', detail: `${count}; ${answer.detail}`, remedy: answer.remedy }
    return { status: 'ok', detail: `${count}; no OS keyring, the encrypted file serves` }
  },
})
