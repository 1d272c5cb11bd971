import type { CommandInput, CommandModule } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import { entryTypes } from '../domain/intent.js'

/** What an agent can ask for: a command of the table, with the part of its inputs that agents need. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly properties: Readonly<Record<string, JsonObject>>
  readonly required: readonly string[]
  /** Changes nothing. */
  readonly readOnly: boolean
  readonly load: () => Promise<CommandModule>
  readonly input: (given: JsonObject) => CommandInput
}

const text = (description: string): JsonObject => ({ type: 'string', description })
const pane = text('name of the pane: letters, digits, dash, underscore')
const type: JsonObject = { type: 'string', enum: entryTypes, description: 'kind of entry' }
const since = text('30m, 2h, 3d, 1w, today, yesterday, or a date')
const count = (description: string): JsonObject => ({ type: 'integer', minimum: 1, maximum: 1_000, description })

const options = (given: JsonObject, names: readonly string[]): CommandInput['options'] =>
  Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])))
const words = (given: JsonObject, ...names: readonly string[]): CommandInput['args'] =>
  Object.fromEntries(names.map((name) => [name, typeof given[name] === 'string' ? given[name] : undefined]))

export const tools: readonly Tool[] = [
  {
    name: 'panes',
    description: 'All panes of work with session, tab, status and what was last done in each. Begin here.',
    properties: {},
    required: [],
    readOnly: true,
    load: () => import('../commands/list.js'),
    input: () => ({ args: {}, options: {} }),
  },
  {
    name: 'history',
    description: 'What was done in a pane, newest first, with the suggested next step.',
    properties: { name: pane, last: count('how many entries; 10 unless told'), type, since },
    required: ['name'],
    readOnly: true,
    load: () => import('../commands/pane-history.js'),
    input: (given) => ({
      args: words(given, 'name'),
      options: options({ last: 10, ...given }, ['last', 'type', 'since']),
    }),
  },
  {
    name: 'search',
    description: 'Search what was done in all panes, best first. Words, or "in quotes" for a phrase.',
    properties: { query: text('what to look for'), limit: count('how many entries; 10 unless told'), type, since },
    required: ['query'],
    readOnly: true,
    load: () => import('../commands/search.js'),
    input: (given) => ({
      args: words(given, 'query'),
      options: options({ limit: 10, ...given }, ['limit', 'type', 'since']),
    }),
  },
  {
    name: 'log',
    description: 'Write down what you did in a pane, in one or two sentences. Signed as an agent’s entry.',
    properties: {
      name: pane,
      summary: { ...text('what was done: "Fixed the token refresh"'), maxLength: 500 },
      type,
      artifacts: { type: 'array', items: { type: 'string' }, description: 'files that the work was about' },
      goalDelta: text('what it did for the goal: 60%, "3 of 5 routes done"'),
    },
    required: ['name', 'summary'],
    readOnly: false,
    load: () => import('../commands/pane-log.js'),
    input: (given) => ({
      args: words(given, 'name', 'summary'),
      options: { ...options(given, ['type', 'artifacts', 'goalDelta']), source: 'agent' },
    }),
  },
]
