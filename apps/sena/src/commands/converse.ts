import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { createId, RecoverableError } from '@engawa/core'
import type { ConsentPort } from '@engawa/llm-providers'
import { createSenaClient, type SenaClient } from '@engawa/sena-client'
import { logSinks } from '../logging/log-sinks.js'
import { openSena } from '../sena.js'
import type { SenaFolders } from '../settings/sena-folders.js'
import type { Settings } from '../settings/settings-schema.js'
import type { Bundle } from './bundle.js'
import { asTheOnlySena, findRunning } from './running-sena.js'
import { type Ask, talk } from './talk.js'

export interface ConverseOptions {
  readonly settings: Settings
  readonly folders: SenaFolders
  readonly consent: ConsentPort
  /** Of the models' server, where it asks for one. */
  readonly modelKey?: string
  readonly bundle: Bundle
  /** The conversation to go on with; a new one unless told. */
  readonly session?: string
}

/** Time for the running answer when the conversation is broken off, in milliseconds. */
const stopGraceMs = 500

/** `sena --cli`: by the Sena that runs, or, where none does, by one of its own. */
export async function converse(context: CommandContext, options: ConverseOptions): Promise<CommandResult> {
  const { settings, folders, consent, modelKey, bundle, session = createId() } = options
  const running = await findRunning(folders)
  if (running !== undefined) {
    const client = createSenaClient({ baseUrl: running.url })
    return talk(context, {
      session,
      ask: askThrough(client, session, context.signal),
      // A Sena that can not be reached breaks the answer off by itself.
      cancel: (turnId) => void client.chat.cancel(turnId).catch(() => undefined),
    })
  }
  return asTheOnlySena(folders, async () => {
    // The terminal belongs to the conversation.
    const sinks = logSinks({ ...context, verbosity: 'quiet' }, folders, settings.logging)
    const sena = await openSena({
      env: context.env,
      cwd: context.cwd,
      settings,
      folders,
      consent,
      ...(modelKey === undefined ? {} : { modelKey }),
      version: __VERSION__,
      logSinks: sinks,
      ...bundle,
    })
    try {
      return await talk(context, {
        session,
        ask: async (message, onEvent) => {
          await sena.chat.answer({ message, sessionId: session }, onEvent)
        },
        cancel: (turnId) => void sena.chat.active.cancel(turnId),
      })
    } finally {
      await sena.finishTurns(stopGraceMs)
      await sena.close()
    }
  })
}

function askThrough(client: SenaClient, session: string, signal: AbortSignal): Ask {
  return async (message, onEvent) => {
    for await (const event of client.chat.stream({ message, session_id: session }, { signal })) {
      if (event.type === 'error') {
        const { code, message: what, hint } = event
        throw new RecoverableError(what, { code, ...(hint ? { hint } : {}) })
      }
      onEvent(event)
    }
  }
}
