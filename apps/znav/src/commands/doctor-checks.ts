import type { Check, CommandContext, Finding } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'
import { isEngawaError, systemClock } from '@engawa/core'
import { counted } from '../output/counted.js'
import { loadPerthConfig, type PerthConfig } from '../settings/perth-config.js'
import { openState } from '../state/open-state.js'

/** Everything that Perth touches. Only what can't be done without fails; the rest is worth a look. */
export async function doctorChecks(context: CommandContext): Promise<readonly Check[]> {
  const loaded = loadPerthConfig({ env: context.env, cwd: context.cwd })
  // Its failure is the first check's to report; the others then have nothing to say.
  loaded.catch(() => {})
  const withConfig = (run: (config: PerthConfig) => Promise<Finding>) => async () => run((await loaded).values)
  return [
    { name: 'configuration', run: async () => configuration(await loaded) },
    { name: 'state', run: withConfig((config) => state(config, context)) },
    { name: 'zellij', run: () => zellij(context) },
    { name: 'broker', run: withConfig(broker) },
  ]
}

function configuration({ warnings }: Awaited<ReturnType<typeof loadPerthConfig>>): Finding {
  const [first] = warnings
  if (first === undefined) return { status: 'ok', detail: 'valid' }
  return { status: 'warn', detail: `${first.origin}: ${first.message}`, remedy: 'See znav config show.' }
}

async function state(config: PerthConfig, { env }: CommandContext): Promise<Finding> {
  const opened = await openState(config, appDirectories('perth', env), systemClock)
  try {
    const names = await opened.paneNames()
    return { status: 'ok', detail: `${await opened.check()}, ${counted(names.length, 'pane')}` }
  } finally {
    await opened.close()
  }
}

async function zellij({ env }: CommandContext): Promise<Finding> {
  const { openZellij } = await import('../zellij/open-driver.js')
  try {
    const driver = await openZellij(env)
    const running = (await driver.sessions()).filter((session) => !session.exited)
    return { status: 'ok', detail: `version ${driver.version.text}, ${counted(running.length, 'session')} running` }
  } catch (error) {
    if (!isEngawaError(error)) throw error
    return { status: 'warn', detail: error.message, ...(error.hint === undefined ? {} : { remedy: error.hint }) }
  }
}

/** Opens a real connection, as a relay would: a port that answers may still refuse the login. */
async function broker({ bloodbank_url: url }: PerthConfig): Promise<Finding> {
  if (url === '') return { status: 'ok', detail: 'none configured; milestones are not announced' }
  const { probeBroker } = await import('@engawa/events')
  try {
    return { status: 'ok', detail: `${await probeBroker({ url, connectTimeoutMs: 2_000 })} takes events` }
  } catch (error) {
    if (!isEngawaError(error)) throw error
    const remedy = `${error.hint ?? 'See its log.'} What waits: znav events status`
    return { status: 'warn', detail: error.message, remedy }
  }
}
