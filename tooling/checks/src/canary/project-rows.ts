import type { Canaries } from './canaries.js'
import type { Call, Row, Table } from './row.js'

type Given = (canaries: Canaries, name: string) => readonly Call[]

/** A password where a setting has one: nothing but its place gives it away. */
const address = (canaries: Canaries, place: string) => `redis://:${canaries.bare(place)}@127.0.0.1:1`

/** The project is there, with a description and a password of its own, before the command gets it. */
const local = (path: string, secret: readonly string[], given: Given): Row => ({
  local: true,
  secret,
  calls: (canaries) => {
    const name = canaries.token(`${path}: name`)
    const about = canaries.text(`${path}: what it is about`)
    const set = `storage.redis_url=${address(canaries, `${path}: its setting`)}`
    return [{ args: ['project', 'create', name, about, '--set', set, '--debug'] }, ...given(canaries, name)]
  },
})

/** Rows of `zen project …`. They ask no model. */
export const projectRows: Table = {
  'project create': local('project create', ['name', 'description', '--set'], (canaries, name) => [
    { args: ['project', 'create', name, '--debug'] },
    { args: ['project', 'create', canaries.text('project create: no name'), '--debug'] },
    { args: ['project', 'create', 'herons', '--set', canaries.token('project create: no setting'), '--debug'] },
    {
      args: ['project', 'create', 'egrets', '--set', `models.default=${canaries.token('project create: model')}`],
    },
    {
      args: [
        'project',
        'create',
        'storks',
        '--set',
        `${canaries.token('project create: key of nothing')}=1`,
        '--debug',
      ],
    },
  ]),
  'project list': local('project list', [], () => [{ args: ['project', 'list', '--debug'] }]),
  'project switch': local('project switch', ['name'], (canaries, name) => [
    { args: ['project', 'switch', name, '--debug'] },
    { args: ['session', 'list', '--debug'] },
    { args: ['project', 'switch', canaries.token('project switch: no project'), '--debug'] },
    { args: ['project', 'switch', '--none', '--debug'] },
  ]),
  'project show': local('project show', ['name'], (canaries, name) => [
    { args: ['project', 'show', name, '--debug'] },
    { args: ['project', 'show', canaries.token('project show: no project'), '--debug'] },
  ]),
  'project edit': local('project edit', ['name', '--set', '--unset', '--description'], (canaries, name) => {
    const edit = (...words: string[]): Call => ({ args: ['project', 'edit', name, ...words, '--debug'] })
    return [
      edit('--set', `storage.redis_url=${address(canaries, 'project edit: --set')}`),
      edit('--set', `storage.redis_url=${canaries.bare('project edit: no address')}`),
      edit('--set', `storage.redis_port=${canaries.token('project edit: no port')}`),
      edit('--set', canaries.token('project edit: no setting')),
      edit('--unset', canaries.token('project edit: --unset')),
      edit('--description', canaries.text('project edit: --description')),
      { args: ['project', 'edit', canaries.token('project edit: no project'), '--unset', 'storage.type', '--debug'] },
    ]
  }),
  'project delete': local('project delete', ['name'], (canaries, name) => [
    { args: ['project', 'delete', name, '--debug'] },
    { args: ['project', 'delete', name, '--yes', '--debug'] },
    { args: ['project', 'delete', canaries.token('project delete: no project'), '--debug'] },
  ]),
  'project export': local('project export', ['name', '--output'], (canaries, name) => [
    { args: ['project', 'export', name, '--debug'] },
    { args: ['project', 'export', name, '--output', canaries.token('project export: --output'), '--debug'] },
    { args: ['project', 'export', canaries.token('project export: no project'), '--debug'] },
  ]),
  'project import': local('project import', ['file', '--as'], (canaries, name) => {
    const file = canaries.token('project import: file')
    const as = canaries.token('project import: --as')
    const other = canaries.token('project import: no export')
    return [
      { args: ['project', 'export', name, '--output', file] },
      { args: ['project', 'import', file, '--debug'] },
      { args: ['project', 'import', file, '--as', as, '--debug'] },
      { args: ['project', 'import', file, '--as', as, '--yes', '--debug'] },
      {
        args: ['project', 'import', other, '--debug'],
        files: { [other]: canaries.text('project import: what is no export') },
      },
      { args: ['project', 'import', canaries.token('project import: no file'), '--debug'] },
    ]
  }),
  // What the folder chooses is the secret here: the command itself takes nothing.
  'project trust': {
    local: true,
    calls: (canaries) => {
      const choices = {
        models: { default: `ollama/${canaries.token('project trust: model')}` },
        current_project: canaries.token('project trust: project'),
        storage: { redis_url: address(canaries, 'project trust: storage') },
      }
      const files = { '.zen.json': JSON.stringify(choices) }
      return [
        { args: ['project', 'trust', '--debug'], files },
        { args: ['project', 'trust', '--yes', '--debug'], files },
        { args: ['session', 'list', '--debug'], files },
        { args: ['project', 'trust', '--revoke', '--debug'], files },
      ]
    },
  },
}
