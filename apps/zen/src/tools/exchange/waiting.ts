import { type CommandContext, type Progress, progress } from '@engawa/cli-kit'

/** One line on stderr for all that are being waited for, as several draw over each other. */
export function openWaiting(command: Pick<CommandContext, 'stderr' | 'verbosity'>) {
  const names: string[] = []
  let shown: Progress | undefined
  const text = () => `asking ${names.join(', ')}`
  return {
    /** @returns to be called when it has answered, or failed */
    on(name: string): () => void {
      names.push(name)
      if (shown === undefined) shown = progress(command, text())
      else shown.update(text())
      return () => {
        names.splice(names.indexOf(name), 1)
        if (names.length > 0) return shown?.update(text())
        shown?.done()
        shown = undefined
      }
    },
  }
}
