import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'

/** The words of a task, as they were given after the command. */
export const wordsOf = ({ args }: Pick<CommandInput, 'args'>): string => [args.task ?? []].flat().join(' ').trim()

/** The task of `zen select`: the words, or what is piped in. */
export async function readGivenTask({ stdin }: Pick<CommandContext, 'stdin'>, input: CommandInput): Promise<string> {
  const words = wordsOf(input)
  return words !== '' || stdin.isTty ? words : (await stdin.readText()).trim()
}

/** @throws UserError `zen/no-task` */
export function requireTask(task: string, command: 'select' | 'do'): void {
  if (task !== '') return
  throw new UserError('there is no task', {
    code: 'zen/no-task',
    hint: `Say what is to be done: zen ${command} "Review src/main.ts"`,
  })
}
