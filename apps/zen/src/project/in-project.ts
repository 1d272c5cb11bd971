import type { CommandContext, CommandDefinition, CommandInput } from '@engawa/cli-kit'

/** A command that works in the project that `--project` names, as if `ZEN_PROJECT` named it. */
export const inProject = (command: CommandDefinition): CommandDefinition => ({
  ...command,
  load: async () => {
    const { run } = await command.load()
    return { run: (context, input) => run(contextFor(context, input), input) }
  },
})

function contextFor(context: CommandContext, { options }: CommandInput): CommandContext {
  if (options.memory === true) context.log.keepNothing()
  const { project } = options
  return typeof project === 'string' ? { ...context, env: { ...context.env, ZEN_PROJECT: project } } : context
}
