import type { Canaries } from './canaries.js'
import type { Table } from './row.js'

/** Commands as the hook of a shell writes them down, typed in the folder of the run. */
const typed = (...commands: readonly string[]): Readonly<Record<string, string>> => ({
  'perth/state/hooks/spool/999999999-typed': commands
    .map((command) =>
      ['1', String(Date.now()), '5', '0', '', '', 'work', '.', command, '\n'].map((field) => `${field}\0`).join(''),
    )
    .join(''),
})

/** A changed file, a new one whose name holds a secret, and commands: the work that a model is to sum up. */
function workWithSecrets(place: string, canaries: Canaries): Readonly<Record<string, string>> {
  return {
    ...typed('echo plover', 'echo IN_DOTENV', ...canaries.texts(`${place}: shell history`)),
    'settings.yaml': `retries: 3\n${canaries.text(`${place}: git diff`)}\n`,
    [`notes-${canaries.token(`${place}: name of a file`)}.md`]: '',
  }
}

/** Commands that ask a model about work. The model gives a secret away as well, which is stored and goes out again. */
export const snapshotRows: Table = {
  'pane snapshot': {
    secret: ['name'],
    calls: (canaries) => {
      const inEnvironment = canaries.bare('pane snapshot: the environment')
      const env = { MY_SERVICE_TOKEN: inEnvironment }
      const snapshot = ['pane', 'snapshot', 'work', '--debug']
      return [
        { args: ['pane', 'log', 'work', `stork ${canaries.text('pane snapshot: previous entry').slice(0, 400)}`] },
        {
          args: [...snapshot, '--type', 'milestone'],
          env,
          files: {
            ...workWithSecrets('pane snapshot', canaries),
            'uses-environment.txt': inEnvironment,
          },
        },
        { args: snapshot, files: typed('echo again') },
        { args: [...snapshot, '--show-payload', '--json'], files: typed(canaries.text('pane snapshot: previewed')) },
        { args: ['pane', 'snapshot', canaries.token('pane snapshot: name'), '--debug'], files: typed('echo other') },
      ]
    },
  },
  // Left out of the reference, as nobody types it: what the hooks start in the background.
  'hook collect': {
    calls: (canaries) => [{ args: ['hook', 'collect', '--debug'], files: workWithSecrets('hook collect', canaries) }],
  },
}
