import type { CommandModule } from '@engawa/cli-kit'
import { askTrust } from '../../project/trust-file.js'
import { commandResult, toolInput, toolOptions } from '../command/run-tool-command.js'
import { runLoaded } from '../run-tool.js'
import { findOwnTool } from './find-own-tool.js'
import { toolOf } from './tool-of.js'

/** `zen tool run NAME …` */
export const run: CommandModule['run'] = async (context, given) => {
  const own = await findOwnTool(String(given.args.name), context)
  await askTrust(context)
  const piped = context.stdin.isTty ? '' : await context.stdin.readText()
  const options = {
    ...(own.model === undefined ? {} : { model: own.model }),
    ...(own.temperature === undefined ? {} : { temperature: own.temperature }),
    ...(own.maxTokens === undefined ? {} : { maxTokens: own.maxTokens }),
    // What was typed comes before what the file says.
    ...toolOptions(given.options),
  }
  const call = { tool: own.name, input: toolInput({}, given, piped), options }
  return commandResult(context, await runLoaded(context, toolOf(own), call, given.options))
}
