import { appendFileSync, closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { environmentFetch, formatCassette, recordingFetch } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'

/**
 * A `fetch` that writes down what goes over the wire, for a report of a fault: a line an exchange, secrets taken out,
 * headers that authorise masked. What can't be written is said on stderr and costs no answer.
 *
 * @throws UserError `zen/record-file` before anything is sent, when the file is there already or can't be made
 */
export function recordWire(
  path: string,
  { cwd, stderr }: Pick<CommandContext, 'cwd' | 'stderr'>,
  filter: Pick<SecretFilter, 'redactText'>,
): typeof globalThis.fetch {
  const file = resolve(cwd, path)
  makeNew(file, path)
  return recordingFetch({
    fetch: environmentFetch(),
    filter,
    onExchange(exchange) {
      try {
        appendFileSync(file, formatCassette([exchange]))
      } catch (error) {
        stderr.write(`warning: ${path} lacks a part of what was sent: ${(error as Error).message}\n`)
      }
    },
  })
}

/** Words of a conversation stand in it, so it is for its owner alone. */
function makeNew(file: string, path: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new UserError(exists ? `${path} is there already` : `${path} can't be written`, {
      code: 'zen/record-file',
      hint: 'Name a new file in a folder of yours: --record report.ndjson',
      cause,
    })
  }
}
