import type { SeenKey } from '@engawa/config'
import { ConfigError } from '@engawa/core'
import type { CommandContext, CommandInput, CommandResult } from '../command.js'
import { type KeyApp, requestOf } from './key-app.js'
import { openKeys } from './open-keys.js'
import { ownerText, placeText, sourceData } from './shown-source.js'

/** Which key would be used, where it is, and what it covers. Asks nobody for a passphrase. */
export async function whichKey(app: KeyApp, context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const asked = await requestOf(app, context, input)
  const project = asked.project ?? (await app.project?.(context))
  const store = openKeys(context)
  const seen = await store.inspect({ ...asked, ...(project === undefined ? {} : { project }) })
  const at = seen.findIndex(({ state }) => state === 'readable' || state === 'sealed')
  const winner = seen[at]
  if (winner === undefined) throw noKey(app, asked.provider, asked.variables ?? [], seen)
  const passedOver = seen.slice(0, at)
  const covered = seen.slice(at + 1)
  return {
    data: { ...seenData(winner), passed_over: passedOver.map(seenData), shadows: covered.map(seenData) },
    text: [
      `${asked.provider}: ${line(winner)}`,
      ...passedOver.map((other) => `  passed over: ${line(other)}`),
      ...covered.map((other) => `  shadows: ${line(other)}`),
    ].join('\n'),
  }
}

const seenData = ({ source, state, masked, problem }: SeenKey) => ({
  ...sourceData(source),
  state,
  masked,
  problem: problem?.detail ?? null,
  remedy: problem?.remedy ?? null,
})

const line = ({ source, state, masked, problem }: SeenKey): string => {
  const trouble = problem === undefined ? '' : ` (${problem.detail}. ${problem.remedy})`
  const remark = state === 'sealed' ? ' (its passphrase is asked for when it is used)' : trouble
  return `${masked}, ${placeText(source)}${ownerText(source)}${remark}`
}

function noKey({ program }: KeyApp, provider: string, variables: readonly string[], seen: readonly SeenKey[]) {
  const [first] = seen
  if (first?.problem !== undefined) {
    return new ConfigError(`there is no usable key of ${provider}: ${first.problem.detail}`, {
      code: 'keys/none',
      hint: first.problem.remedy,
    })
  }
  const places = [...variables, 'the OS keyring', 'the key file']
  const forNow = variables[0] === undefined ? '' : ` Or for this shell: export ${variables[0]}=…`
  return new ConfigError(`there is no key of ${provider}: looked at ${places.join(', ')}`, {
    code: 'keys/none',
    hint: `Keep one: ${program} keys set ${provider}.${forNow}`,
  })
}
