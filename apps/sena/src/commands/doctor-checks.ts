import { access } from 'node:fs/promises'
import type { Check, CommandContext } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { createProvider } from '@engawa/llm-providers'
import { createSenaClient } from '@engawa/sena-client'
import { createModelGateway } from '../models/model-gateway.js'
import { modelSettings } from '../models/model-settings.js'
import { databasePath, senaFolders } from '../settings/sena-folders.js'
import { loadSettings } from '../settings/settings-definition.js'
import { findRunning } from './running-sena.js'

/** Everything that Sena touches, looked at without changing any of it. */
export async function doctorChecks({ env, cwd }: CommandContext): Promise<readonly Check[]> {
  const folders = senaFolders(env)
  const { values: settings } = await loadSettings({ env, cwd })
  const file = databasePath(folders, settings.database.path)
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  return [
    {
      name: 'database',
      async run() {
        if (!exists) return { status: 'ok', detail: `${file} is made at the first start` }
        const { checkDatabase } = await import('../database/open-database.js')
        await checkDatabase(file)
        return { status: 'ok', detail: `${file} is sound` }
      },
    },
    {
      name: 'models',
      async run() {
        const gateway = createModelGateway({
          provider: createProvider({
            kind: 'ollama',
            baseUrl: settings.llm.base_url,
            consent: createConsentStore(consentFile(env)),
          }),
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
