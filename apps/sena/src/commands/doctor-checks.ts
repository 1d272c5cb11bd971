import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Check, type CommandContext, keyCheck } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { createSenaClient } from '@engawa/sena-client'
import { createModelGateway } from '../models/model-gateway.js'
import { modelSettings } from '../models/model-settings.js'
import { openOllama } from '../models/open-ollama.js'
import { databasePath, senaFolders } from '../settings/sena-folders.js'
import { loadSettings } from '../settings/settings-definition.js'
import { findRunning } from './running-sena.js'

/** Everything that Sena touches, looked at without changing any of it. */
export async function doctorChecks({ env, cwd }: Pick<CommandContext, 'env' | 'cwd'>): Promise<readonly Check[]> {
  const folders = senaFolders(env)
  const { values: settings, warnings } = await loadSettings({ env, cwd })
  const file = databasePath(folders, settings.database.path)
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  return [
    {
      name: 'settings',
      async run() {
        if (warnings.length === 0) return { status: 'ok', detail: 'every key is known' }
        const detail = warnings.map(({ origin, message }) => `${origin}: ${message}`).join('; ')
        return { status: 'warn', detail, remedy: 'Correct or remove it; until then it has no effect.' }
      },
    },
    {
      name: 'folders',
      async run() {
        const places = [...new Set(await Promise.all([folders.data, folders.run, dirname(file)].map(nearestThere)))]
        const writable = await Promise.all(places.map(mayWrite))
        const refused = places.filter((_, index) => writable[index] === false)
        if (refused.length === 0) return { status: 'ok', detail: `${places.join(', ')} can be written to` }
        return {
          status: 'fail',
          detail: `${refused.join(', ')} can not be written to`,
          remedy: 'Make it a folder of your own (`chown`, `chmod u+rwx`), or set SENA_HOME to one.',
        }
      },
    },
    {
      name: 'database',
      async run() {
        if (!exists) return { status: 'ok', detail: `${file} is made at the first start` }
        const { checkDatabase } = await import('../database/open-database.js')
        await checkDatabase(file)
        return { status: 'ok', detail: `${file} is sound` }
      },
    },
    keyCheck({ env }),
    {
      name: 'models',
      async run() {
        const gateway = createModelGateway({
          provider: openOllama(settings, createConsentStore(consentFile(env), { tool: 'sena' })),
          settings: modelSettings(settings),
        })
        const choice = await gateway.choose('fast')
        if ('missing' in choice) return { status: 'warn', detail: choice.missing.detail, remedy: choice.missing.hint }
        return { status: 'ok', detail: `${choice.chosen.model} by ${choice.chosen.provider}` }
      },
    },
    {
      name: 'server',
      async run(signal) {
        const running = await findRunning(folders)
        if (running === undefined) return { status: 'ok', detail: 'does not run' }
        const { version } = await createSenaClient({ baseUrl: running.url }).health({ signal })
        return { status: 'ok', detail: `version ${version} at ${running.url}` }
      },
    },
  ]
}

/** The folder itself, or, before the first start, the one that it will be made in. */
async function nearestThere(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
  const above = dirname(folder)
  return there || above === folder ? folder : nearestThere(above)
}

const mayWrite = (folder: string): Promise<boolean> =>
  stat(folder)
    .then(async (found) => {
      await access(folder, constants.W_OK | constants.X_OK)
      return found.isDirectory()
    })
    .catch(() => false)
