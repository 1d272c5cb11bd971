import { type CommandModule, confirm, neutralise } from '@engawa/cli-kit'
import { choicesOfFolder, trustQuestion } from '../project/trust-file.js'

/** `zen project trust [--revoke]`: agree once to what this folder's `.zen.json` chooses. */
export const run: CommandModule['run'] = async (context, { options }) => {
  const trust = await choicesOfFolder(context)
  if (trust === undefined) {
    return {
      data: { file: null, choices: {}, agreed: false },
      text: 'No .zen.json here chooses anything that needs your agreement.',
    }
  }
  const { path, choices } = trust
  const told = (agreed: boolean, text: string) => ({ data: { file: path, choices, agreed }, text, lasting: true })
  if (options.revoke === true) {
    await trust.forget()
    return told(false, `What ${neutralise(path)} chooses counts no longer.`)
  }
  const agreed = options.yes === true || (await confirm(context, { text: trustQuestion(trust), flag: '--yes' }))
  await trust.note(agreed ? 'agreed' : 'refused')
  return told(agreed, agreed ? `${neutralise(path)} counts, until it chooses something else.` : 'It does not count.')
}
