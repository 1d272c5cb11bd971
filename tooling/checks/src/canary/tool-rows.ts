import type { Canaries } from './canaries.js'
import type { Call, Row, Table } from './row.js'

/** What every tool takes beside its own options. */
const common = ['request', '--files', '--session', '--model', '--provider']
const numbers = ['--temperature', '--max-tokens', '--max-cost']

interface ToolInputs {
  /** Options of its own that a secret can be given to, each with the words that go before it. */
  readonly own?: readonly string[]
  readonly plain?: readonly string[]
  /** What the tool needs to get as far as the model. */
  readonly needs?: readonly string[]
  /** It can have its work checked by another model. */
  readonly steps?: true
}

const tool = (path: string, { own = [], plain = [], needs = [], steps }: ToolInputs = {}): Row => ({
  secret: [...common, ...own, ...(steps ? ['--expert'] : [])],
  plain: [...numbers, ...plain],
  calls: (canaries: Canaries): readonly Call[] => {
    const command = [...path.split(' '), ...needs]
    const named = canaries.token(`${path}: name of a file`)
    const session = canaries.token(`${path}: name of the session`)
    const given = (option: string) => [option, canaries.token(`${path}: ${option}`)]
    return [
      {
        args: [...command, `crane ${canaries.text(`${path}: request`)}`, '-f', named, '-s', session, '--debug'],
        stdin: canaries.text(`${path}: stdin`),
        files: { [named]: `${canaries.text(`${path}: a file`)}\n` },
      },
      // What the model answered, and was asked for again, goes along with the next step.
      { args: [...command, canaries.text(`${path}: the next step`), '-s', session, '--json'] },
      { args: [...command, 'And?', '--memory', ...given('--model'), '--debug'] },
      { args: [...command, 'And?', ...given('--provider'), '--debug'] },
      ...own.map((option) => ({ args: [...command, 'And?', ...given(option), '--debug'] })),
      ...(steps ? [{ args: [...command, 'And?', '-f', 'settings.yaml', ...given('--expert'), '--debug'] }] : []),
    ]
  },
})

/** Rows of the tools. The test's folder is no repository: what git shows is held by the tests of zen. */
export const toolRows: Table = {
  thinkdeep: tool('thinkdeep', { steps: true }),
  planner: tool('planner', { own: ['--branch'], plain: ['--from', '--revise'], steps: true }),
  consensus: tool('consensus', { own: ['--models'], needs: ['--models=qwen3', '--models=llama3.2'] }),
  codereview: tool('codereview', { own: ['--range'], steps: true }),
  precommit: tool('precommit', { own: ['--compare'], steps: true }),
  debug: tool('debug', { steps: true }),
  analyze: tool('analyze', { steps: true }),
  refactor: tool('refactor', { steps: true }),
  testgen: tool('testgen', { steps: true }),
  secaudit: tool('secaudit', { own: ['--range'], steps: true }),
  docgen: tool('docgen', { steps: true }),
  tracer: tool('tracer', { own: ['--symbol'], steps: true }),
  challenge: tool('challenge'),
  apilookup: tool('apilookup', { own: ['--package'] }),
  'tool list': {
    local: true,
    calls: (canaries) => [
      {
        args: ['tool', 'list', '--debug'],
        files: { '.zen/tools/broken.md': `---\n${canaries.text('tool list: a broken tool')}\n---\nDo it.\n` },
      },
    ],
  },
  'tool run': {
    secret: ['name', ...common],
    plain: numbers,
    calls: (canaries) => {
      const files = {
        '.zen/tools/notes.md': `---\ndescription: notes\n---\nWrite notes. ${canaries.text('tool run: what it is told')}\n`,
      }
      const run = ['tool', 'run', 'notes']
      return [
        {
          args: [...run, `crane ${canaries.text('tool run: request')}`, '-f', 'settings.yaml', '--debug'],
          stdin: canaries.text('tool run: stdin'),
          files,
        },
        { args: [...run, 'And?', '-s', canaries.token('tool run: name of the session'), '--debug'], files },
        { args: [...run, 'And?', '-m', canaries.token('tool run: --model'), '--debug'], files },
        { args: [...run, 'And?', '--provider', canaries.token('tool run: --provider'), '--debug'], files },
        { args: ['tool', 'run', canaries.token('tool run: name'), 'Go', '--debug'] },
      ]
    },
  },
}
