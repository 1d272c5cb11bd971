import type * as Keyring from '@napi-rs/keyring'

/** What is asked of the operating system's keyring. Goes to the child's stdin: a command line can be seen by all. */
export interface KeyringRequest {
  /** Where the native module is. */
  readonly module: string
  readonly service: string
  readonly action: 'read' | 'write' | 'remove'
  readonly accounts: readonly string[]
  /** With `write`. */
  readonly value?: string
}

/** For each account what was read (null: nothing there), or why it could not be done. */
export type KeyringReply = { readonly values: readonly (string | null)[] } | { readonly failure: string }

/**
 * The whole program of the child. Its text is handed to `node -e`, so it may use nothing but its parameters: no file of
 * its own has to be shipped with every program that uses keys.
 */
export function keyringProgram(load: NodeJS.Require, { stdin, stdout }: NodeJS.Process): void {
  let text = ''
  stdin.setEncoding('utf8')
  stdin.on('data', (chunk: string) => {
    text += chunk
  })
  stdin.on('end', () => {
    const request = JSON.parse(text) as KeyringRequest
    let reply: KeyringReply
    try {
      const { Entry } = load(request.module) as typeof Keyring
      // Without this the kernel's keyring would be taken where there is no other, and that one forgets.
      const options = { linux: { store: 'secret-service' } } as const
      const values = request.accounts.map((account) => {
        const entry = new Entry(request.service, account, options)
        if (request.action === 'write') entry.setPassword(request.value ?? '')
        if (request.action === 'remove') entry.deleteCredential()
        return request.action === 'read' ? entry.getPassword() : null
      })
      reply = { values }
    } catch (error) {
      reply = { failure: error instanceof Error ? error.message : 'unknown failure' }
    }
    stdout.write(JSON.stringify(reply))
  })
}
