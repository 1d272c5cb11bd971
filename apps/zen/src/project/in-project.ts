import type { CommandContext, CommandDefinition, CommandInput } from '@engawa/cli-kit'

/** A command that honours what every command of zen has: `--project` as if `ZEN_PROJECT` named it, `--memory`, `--offline`, `--profile`. */
export const inProject = (command: CommandDefinition): CommandDefinition => ({
  ...command,
  load: async () => {
    const { run } = await command.load()
    return {
      run: async (context, input) => {
        if (input.options.offline === true) (await import('../offline/only-loopback.js')).onlyLoopback()
        const work = () => run(contextFor(context, input), input)
        if (input.options.profile !== true) return work()
        const { profiled } = await import('../log/cpu-profile.js')
        return profiled(context, command.path, work)
      },
    }
  },
})

function contextFor(context: CommandContext, { options }: CommandInput): CommandContext {
  if (options.memory === true) context.log.keepNothing()
  const { project } = options
  return typeof project === 'string' ? { ...context, env: { ...context.env, ZEN_PROJECT: project } } : context
}
