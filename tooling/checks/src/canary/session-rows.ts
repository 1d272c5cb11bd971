import type { Canaries } from './canaries.js'
import { exportedConversation } from './exported-conversation.js'
import type { Call, Row, Table } from './row.js'

type Given = (canaries: Canaries, name: string) => readonly Call[]

/** The conversation is there, under a name and with words that hold secrets, before the command gets it. */
const withConversation =
  (path: string, given: Given): Row['calls'] =>
  (canaries) => {
    const name = canaries.token(`${path}: name`)
    const said = canaries.texts(`${path}: what was said`).map((text) => `plover ${text}`)
    return [{ args: ['session', 'import'], stdin: exportedConversation(name, said) }, ...given(canaries, name)]
  }

const local = (path: string, inputs: Pick<Row, 'plain' | 'secret'>, given: Given): Row => ({
  local: true,
  ...inputs,
  calls: withConversation(path, given),
})

/** Rows of `zen session …`. One of them asks a model: it is to summarise what was said. */
export const sessionRows: Table = {
  'session list': local('session list', { plain: ['--limit'] }, (canaries) => [
    { args: ['session', 'list', '--project', canaries.token('session list: project')] },
    { args: ['session', 'list', '--debug'] },
  ]),
  'session show': local('session show', { plain: ['--last'], secret: ['name'] }, (canaries, name) => [
    { args: ['session', 'show', name, '--debug'] },
    { args: ['session', 'show', name, '--project', canaries.token('session show: project'), '--debug'] },
  ]),
  'session search': local(
    'session search',
    { plain: ['--since', '--limit'], secret: ['query', '--session'] },
    (canaries, name) => [
      { args: ['session', 'search', 'plover', '--session', name, '--debug'] },
      { args: ['session', 'search', canaries.text('session search: query'), '--debug'] },
      { args: ['session', 'search', 'plover', '-s', canaries.token('session search: no session'), '--debug'] },
    ],
  ),
  'session rename': local('session rename', { secret: ['name', 'new'] }, (canaries, name) => {
    const renamed = canaries.token('session rename: new')
    return [
      { args: ['session', 'rename', name, renamed, '--debug'] },
      { args: ['session', 'rename', renamed, renamed, '--debug'] },
      { args: ['session', 'rename', canaries.token('session rename: no session'), 'other', '--debug'] },
    ]
  }),
  'session fork': local('session fork', { plain: ['--at'], secret: ['name', 'new'] }, (canaries, name) => {
    const forked = canaries.token('session fork: new')
    return [
      { args: ['session', 'fork', name, forked, '--at', '3', '--debug'] },
      { args: ['session', 'fork', name, forked, '--debug'] },
      { args: ['session', 'fork', canaries.token('session fork: no session'), '--debug'] },
    ]
  }),
  'session export': local('session export', { secret: ['names', '--output'] }, (canaries, name) => {
    const output = canaries.token('session export: --output')
    return [
      { args: ['session', 'export', name, '--debug'] },
      { args: ['session', 'export', name, '--output', output, '--debug'] },
      { args: ['session', 'export', name, '--output', output, '--debug'] },
      { args: ['session', 'export', canaries.token('session export: no session'), '--debug'] },
    ]
  }),
  'session import': local('session import', { secret: ['file'] }, (canaries, name) => {
    const file = canaries.token('session import: file')
    const said = canaries.texts('session import: what else was said')
    return [
      { args: ['session', 'import', file, '--debug'], files: { [file]: exportedConversation(`${name}-2`, said) } },
      { args: ['session', 'import', '--debug'], stdin: exportedConversation(name, said) },
      { args: ['session', 'import', '--debug'], stdin: canaries.text('session import: no export') },
      { args: ['session', 'import', canaries.token('session import: no file'), '--debug'] },
    ]
  }),
  'session delete': local('session delete', { secret: ['name'] }, (canaries, name) => [
    { args: ['session', 'delete', name, '--debug'] },
    { args: ['session', 'delete', name, '--purge', '--yes', '--debug'] },
    { args: ['session', 'delete', canaries.token('session delete: no session'), '--debug'] },
  ]),
  'session restore': local('session restore', { secret: ['name'] }, (canaries, name) => [
    { args: ['session', 'delete', name] },
    { args: ['session', 'restore', name, '--debug'] },
    { args: ['session', 'restore', canaries.token('session restore: no session'), '--debug'] },
  ]),
  'session repair': local('session repair', { secret: ['name'] }, (canaries, name) => [
    { args: ['session', 'repair', name, '--debug'] },
    { args: ['session', 'repair', '--debug'] },
    { args: ['session', 'repair', canaries.token('session repair: no session'), '--debug'] },
  ]),
  'session compact': {
    plain: ['--keep', '--max-cost'],
    secret: ['name', '--model', '--provider'],
    calls: withConversation('session compact', (canaries, name) => {
      const compact = ['session', 'compact', name, '--keep', '1', '--debug']
      return [
        { args: compact },
        // The summary goes out with the next question, and again to be folded into the next summary.
        { args: ['chat', canaries.text('session compact: the next question'), '-s', name, '--debug'] },
        { args: compact },
        { args: ['chat', 'And now?', '-s', name] },
        { args: [...compact, '--model', `ollama/${canaries.token('session compact: --model')}`] },
        { args: [...compact, '--provider', canaries.token('session compact: --provider')] },
        { args: ['session', 'compact', canaries.token('session compact: no session'), '--debug'] },
      ]
    }),
  },
  'session keep': local('session keep', { secret: ['name'] }, (canaries, name) => [
    { args: ['session', 'keep', name, '--debug'] },
    { args: ['session', 'keep', canaries.token('session keep: no session'), '--debug'] },
  ]),
  'session clean': local('session clean', { plain: ['--older-than'] }, () => [
    { args: ['session', 'clean', '--older-than', '1', '--dry-run', '--debug'] },
    { args: ['session', 'clean', '--older-than', '1', '--yes', '--debug'] },
  ]),
}
