import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import type { ConsentPort } from '@engawa/llm-providers'
import { type RunningServer, startServer } from '../api/server.js'
import { openWebFiles } from '../api/web-files.js'
import { logSinks } from '../logging/log-sinks.js'
import { openSena, type Sena } from '../sena.js'
import type { SenaFolders } from '../settings/sena-folders.js'
import type { Settings } from '../settings/settings-schema.js'
import { availability } from './availability.js'
import type { Bundle } from './bundle.js'
import { announceAddress, asTheOnlySena, withdrawAddress } from './running-sena.js'

export interface ServeOptions {
  readonly settings: Settings
  readonly folders: SenaFolders
  readonly consent: ConsentPort
  /** Of the models' server, where it asks for one. */
  readonly modelKey?: string
  readonly bundle: Bundle
  /** Folder of the built web interface. */
  readonly web?: string
}

/** Time for running answers to come to their end by themselves when Sena is asked to stop, in milliseconds. */
const stopGraceMs = 3_000

/** Start the server; resolves when it has been asked to stop and everything is stored. */
export function serve(
  context: CommandContext,
  { settings, folders, consent, modelKey, bundle, web }: ServeOptions,
): Promise<CommandResult> {
  const { signal } = context
  // In another format stdout is for the one answer at the end.
  const terminal = context.format === 'text' ? context.stdout : context.stderr
  const asked = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return asTheOnlySena(folders, async () => {
    const sena = await openSena({
      env: context.env,
      cwd: context.cwd,
      settings,
      folders,
      consent,
      ...(modelKey === undefined ? {} : { modelKey }),
      version: __VERSION__,
      logSinks: logSinks(context, folders, settings.logging),
      ...bundle,
    })
    let server: RunningServer | undefined
    try {
      const files = await openWebFiles(web ?? bundle.web)
      server = await startServer({ ports: sena, settings: settings.api, web: files })
      const { url } = server
      await announceAddress(folders, { pid: process.pid, url })
      terminal.write(`Sena ${__VERSION__} listens on ${url}\n`)
      // Not waited for: Sena answers already.
      const prepared = sena.warmUp().then(async () => terminal.write(await availability(sena, files !== undefined)))
      await asked
      await prepared
      terminal.write('Stopping: running answers are finished or kept.\n')
    } finally {
      await stop(sena, server, folders)
    }
    return { data: { stopped: true }, streamed: true }
  })
}

async function stop(sena: Sena, server: RunningServer | undefined, folders: SenaFolders): Promise<void> {
  await withdrawAddress(folders)
  server?.stopListening()
  await sena.finishTurns(stopGraceMs)
  await server?.close()
  await sena.close()
}
