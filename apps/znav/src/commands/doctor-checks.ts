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
    { name: 'version 1', run: withConfig((config) => version1(config, context)) },
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

/** Panes of version 1 are read while nothing newer is known of them; what it logs after that has to be taken over. */
async function version1(config: PerthConfig, { env }: CommandContext): Promise<Finding> {
  if (config.redis_url === '') return { status: 'ok', detail: 'nothing to take over: it kept its state in Redis' }
  const { openVersion1 } = await import('../state/redis/version-1.js')
  const { migrate } = await import('../migration/migrate.js')
  const source = await openVersion1(config.redis_url)
  const target = await openState(config, appDirectories('perth', env), systemClock)
  try {
    const { changed, panes } = await migrate(source, target, { dryRun: true })
    if (changed.length === 0) return { status: 'ok', detail: `nothing to take over, of ${counted(panes, 'pane')}` }
    const detail = `${counted(changed.length, 'pane')} in keys znav:* to take over`
    return { status: 'warn', detail, remedy: 'See what it comes to: znav migrate --dry-run' }
  } catch (error) {
    // Why is told by the check of the state.
    if (!isEngawaError(error)) throw error
    return { status: 'warn', detail: 'not known: Redis does not answer' }
  } finally {
    source.close()
    await target.close()
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
