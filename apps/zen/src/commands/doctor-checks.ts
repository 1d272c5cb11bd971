import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, type CommandContext, type Finding, keyCheck } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { createId, isEngawaError } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'
import { type MakeProvider, providerMaker } from '../providers/open-model.js'
import { openProviderKeys } from '../providers/provider-keys.js'
import { type ProviderEntry, providerTable } from '../providers/provider-table.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { type OpenSettings, openSettings } from '../settings/open-settings.js'

/** Everything that zen touches. No cloud provider is asked anything. */
export async function doctorChecks(context: CommandContext): Promise<readonly Check[]> {
  const settings = await openSettings(context).catch((error: unknown) => error)
  if (!isOpen(settings)) {
    // Without a configuration nothing else can be told.
    return [{ name: 'configuration', run: () => Promise.reject(settings) }]
  }
  const keys = await openProviderKeys(context, settings.values.current_project)
  // Nobody is asked for a passphrase here, and no cloud for an answer.
  const describe = providerMaker(context.env, { find: async () => undefined })
  return [
    { name: 'configuration', run: async () => configurationFinding(settings) },
    { name: 'conversations', run: async () => conversationsFinding(settings, context).catch(unlessSealed) },
    keyCheck(context),
    ...providerTable(settings.values, context.env, keys).map((entry) => ({
      name: entry.id,
      run: () => lookAt(entry, describe, context),
    })),
  ]
}

const isOpen = (settings: unknown): settings is OpenSettings => !(settings instanceof Error)

function configurationFinding({ loaded, directories }: OpenSettings): Finding {
  const [first, ...more] = loaded.warnings
  if (first === undefined) return { status: 'ok', detail: directories.config }
  const others = more.length === 0 ? '' : `, and ${more.length} more`
  return { status: 'warn', detail: `${first.origin}: ${first.message}${others}`, remedy: 'zen config edit' }
}

/** Reading is not enough: a disk that is full or read-only takes no question. */
async function conversationsFinding(settings: OpenSettings, context: CommandContext): Promise<Finding> {
  return withStore(await openStore(settings, context, { quietly: true }), async (store) => {
    const { latencyMs, details } = await store.health()
    if (store.info.type === 'file') tryWriting(settings.directories.data)
    const detail = `${store.info.type} at ${store.info.location}, ${Math.round(latencyMs)} ms`
    const { outage } = store.info
    if (outage !== undefined) {
      return {
        status: 'warn',
        detail: `${outage.of} is away, ${detail} stands in: ${outage.reason}`,
        remedy: 'zen storage status',
      }
    }
    const quarantined = Number(details.quarantined ?? 0)
    if (quarantined === 0) return { status: 'ok', detail }
    const damaged = `${detail}; ${quarantined} damaged ${quarantined === 1 ? 'record is' : 'records are'} in quarantine`
    return { status: 'warn', detail: damaged, remedy: 'What could be read is whole. Look at the files in quarantine.' }
  })
}

/** Encrypted is no fault; nobody is asked for a passphrase here. */
function unlessSealed(error: unknown): Finding {
  if (!isEngawaError(error) || error.code !== 'keys/passphrase-needed') throw error
  return {
    status: 'warn',
    detail: 'encrypted, and not looked at without the passphrase',
    remedy: 'Give it in ENGAWA_PASSPHRASE_FILE, or use them: zen session list',
  }
}

/** @throws StorageError that says what to do */
function tryWriting(folder: string): void {
  const probe = join(folder, `.doctor-${createId()}`)
  writeFileAtomic(probe, 'can be written\n')
  rmSync(probe, { force: true })
}

async function lookAt(entry: ProviderEntry, describe: MakeProvider, { env, signal }: CommandContext) {
  if (!entry.ready) {
    return {
      status: 'warn' as const,
      detail: 'no key',
      remedy: `zen keys set ${entry.id}, or set ${entry.keyVariables.join(' or ')}.`,
    }
  }
  const provider = await describe(entry)
  const consent = createConsentStore(consentFile(env), { tool: 'zen' })
  if (provider.location === 'cloud' && !(await consent.isGranted(entry.id, provider.endpoint))) {
    const remedy = `Agree to its use with: zen config consent --grant ${entry.id}`
    return { status: 'warn' as const, detail: `key from ${entry.keySource}, no consent`, remedy }
  }
  if (provider.location === 'cloud')
    return { status: 'ok' as const, detail: `key from ${entry.keySource}, consent given` }
  const { available, detail, hint } = await provider.status({ signal })
  return available
    ? { status: 'ok' as const, detail }
    : { status: 'warn' as const, detail, remedy: hint ?? `Start it, or set ${entry.urlVariable ?? 'base_url'}.` }
}
