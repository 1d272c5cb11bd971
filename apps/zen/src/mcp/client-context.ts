import type { CommandContext, CommandLog } from '@engawa/cli-kit'

/** Told what a call is doing. */
export type Tell = (message: string) => void

/**
 * The context of a call that a client makes: nobody sits at it to be asked, stdout belongs to the protocol, and the call
 * ends when the client wants no answer any more or the server ends.
 */
export function clientContext(server: CommandContext, signal: AbortSignal, tell: Tell): CommandContext {
  return {
    ...server,
    format: 'json',
    stdin: { isTty: false, readText: async () => '' },
    stdout: { ...server.stdout, isTty: false, write: () => {} },
    stderr: { ...server.stderr, isTty: false, write: (text) => server.stderr.write(text) },
    signal: AbortSignal.any([server.signal, signal]),
    log: tellingLog(server.log, tell),
  }
}

/** What is noted in the log as it happens is what a waiting client wants to know. */
function tellingLog(log: CommandLog, tell: Tell): CommandLog {
  return {
    debug: (message, facts) => log.debug(message, facts),
    info(message, facts) {
      log.info(message, facts)
      tell(messageOf(message, facts))
    },
    warn: (message, facts) => log.warn(message, facts),
    error: (message, facts) => log.error(message, facts),
    keepNothing: () => log.keepNothing(),
  }
}

function messageOf(message: string, facts: object | undefined): string {
  const { model } = { model: undefined, ...facts }
  return typeof model === 'string' ? `${message} ${model}` : message
}
