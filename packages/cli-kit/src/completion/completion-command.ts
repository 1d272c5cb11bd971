import type { CliDefinition, CommandDefinition } from '../command.js'
import { completionScript, type Shell, shells } from './scripts.js'

/** `completion bash|zsh|fish` */
export const completionCommand = (program: Pick<CliDefinition, 'name'>): CommandDefinition => ({
  path: 'completion',
  summary: 'Print a completion script for your shell.',
  arguments: [{ name: 'shell', description: 'the shell', required: true, choices: shells }],
  examples: [
    {
      command: `eval "$(${program.name} completion bash)"`,
      explains: 'bash, for this terminal; put it in ~/.bashrc to keep it',
    },
    { command: `source <(${program.name} completion zsh)`, explains: 'zsh; put it in ~/.zshrc after compinit' },
    { command: `${program.name} completion fish | source`, explains: 'fish; put it in ~/.config/fish/config.fish' },
  ],
  output: { type: 'string' },
  load: async () => ({
    run: async (_context, { args }) => {
      const script = completionScript(args.shell as Shell, program)
      return { data: script, text: script }
    },
  }),
})
