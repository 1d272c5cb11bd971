import type { Row } from './row.js'

/** What every command takes, given before and after a command that asks a model and one that does not. */
export const globalOptionsRow: Row = {
  secret: ['--project', '--log-file'],
  calls: (canaries) => {
    const options = (position: string) => [
      '--project',
      canaries.token(`global options: --project ${position}`),
      '--log-file',
      `${canaries.token(`global options: --log-file ${position}`)}.log`,
      '--debug',
    ]
    const question = (position: string) => canaries.text(`global options: prompt ${position}`)
    return [
      { args: [...options('before chat'), 'chat', question('after them')] },
      { args: ['chat', question('before them'), ...options('after chat')] },
      { args: ['--memory', '--require-storage', ...options('not kept'), 'chat', question('not kept')] },
      { args: ['--storage', 'sqlite', ...options('before list'), 'session', 'list'] },
      { args: ['session', 'list', ...options('after list')] },
    ]
  },
}
