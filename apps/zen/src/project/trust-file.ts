import { type CommandContext, confirm, neutralise } from '@engawa/cli-kit'
import { type ProjectTrust, projectTrust } from '@engawa/config'
import { settingsDefinition } from '../settings/settings.js'

/** What the nearest `.zen.json` would choose that is the person's own to choose, if anything. */
export async function choicesOfFolder({
  env,
  cwd,
}: Pick<CommandContext, 'env' | 'cwd'>): Promise<ProjectTrust | undefined> {
  const trust = await projectTrust(settingsDefinition, { env, cwd })
  return trust === undefined || Object.keys(trust.choices).length === 0 ? undefined : trust
}

export const trustQuestion = ({ path, choices }: ProjectTrust): string =>
  `${neutralise(path)} chooses where your words are sent or kept:\n${neutralise(JSON.stringify(choices, null, 2))}\nAgree to exactly this?`

/** Ask a person at a terminal, once for each choice that a file makes. Anybody else is told by a warning what to run. */
export async function askTrust(context: CommandContext): Promise<void> {
  const { stdin, stderr, format } = context
  if (format === 'json' || !stdin.isTty || !stderr.isTty) return
  const trust = await choicesOfFolder(context)
  if (trust === undefined || trust.answer !== undefined) return
  const agreed = await confirm(context, { text: trustQuestion(trust), flag: '--yes' })
  await trust.note(agreed ? 'agreed' : 'refused')
}
