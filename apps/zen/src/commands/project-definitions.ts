import type { CommandDefinition } from '@engawa/cli-kit'
import * as outputs from './project-schemas.js'

const named = { name: 'name', description: 'the project', required: true, complete: 'projects' } as const
const yes = { flags: '-y, --yes', description: 'say yes beforehand, in a script' } as const
const set = { flags: '--set <setting...>', description: 'a setting of its own: models.default=qwen3' } as const

/** `zen project …` */
export const projectCommands: readonly CommandDefinition[] = [
  {
    path: 'project create',
    summary: 'Create a project: conversations, settings, models, storage and keys of its own.',
    arguments: [
      { name: 'name', description: 'letters, digits, _, . and -', required: true },
      { name: 'description', description: 'what it is about' },
    ],
    options: [set],
    examples: [
      { command: 'zen project create client "Work for the client"', explains: 'all else as everywhere' },
      {
        command: 'zen project create client --set models.default=qwen3 storage.type=redis storage.redis_port=6380',
        explains: 'its own model and Redis',
      },
    ],
    output: outputs.projectCreateOutput,
    load: () => import('./project-create.js'),
  },
  {
    path: 'project list',
    summary: 'List projects; the current one is marked.',
    examples: [{ command: 'zen project list', explains: 'with model and storage of each' }],
    output: outputs.projectListOutput,
    load: () => import('./project-list.js'),
  },
  {
    path: 'project switch',
    summary: 'Work in a project from now on, wherever nothing else names one.',
    arguments: [{ ...named, required: false }],
    options: [{ flags: '--none', description: 'in none in particular' }],
    examples: [{ command: 'zen project switch client', explains: 'until the next switch' }],
    output: outputs.projectSwitchOutput,
    load: () => import('./project-switch.js'),
  },
  {
    path: 'project show',
    summary: 'Show what a project sets itself, where its conversations are, and which keys are its own.',
    arguments: [{ ...named, description: 'the project; the current one unless told', required: false }],
    examples: [{ command: 'zen project show client', explains: 'secrets are left out' }],
    output: outputs.projectShowOutput,
    load: () => import('./project-show.js'),
  },
  {
    path: 'project edit',
    summary: "Change a project's own settings. Each is checked before it is written.",
    arguments: [named],
    options: [
      set,
      { flags: '--unset <setting...>', description: 'as everywhere again' },
      { flags: '--description <text>', description: 'what it is about' },
    ],
    examples: [{ command: 'zen project edit client --set session.ttl_hours=720', explains: 'kept for a month' }],
    output: outputs.projectEditOutput,
    load: () => import('./project-edit.js'),
  },
  {
    path: 'project delete',
    summary: 'Delete a project with its conversations and keys. Says what goes, and asks.',
    arguments: [named],
    options: [yes],
    examples: [{ command: 'zen project delete client', explains: 'leaves a file that brings all but the keys back' }],
    output: outputs.projectDeleteOutput,
    load: () => import('./project-delete.js'),
  },
  {
    path: 'project export',
    summary: 'Write settings and conversations of a project; never its keys or passwords.',
    arguments: [named],
    options: [{ flags: '-o, --output <file>', description: 'into this file, whole or not at all' }],
    examples: [{ command: 'zen project export client -o client.ndjson', explains: 'for another machine' }],
    output: outputs.projectExportOutput,
    load: () => import('./project-export.js'),
  },
  {
    path: 'project import',
    summary: 'Create a project from an export. Shows its settings, and asks.',
    arguments: [{ name: 'file', description: 'what was exported', required: true }],
    options: [{ flags: '--as <name>', description: 'under another name' }, yes],
    examples: [{ command: 'zen project import client.ndjson --as client-b', explains: 'beside the first' }],
    output: outputs.projectImportOutput,
    load: () => import('./project-import.js'),
  },
  {
    path: 'project trust',
    summary: "Agree once to what this folder's .zen.json chooses: model, provider, storage, project.",
    options: [{ flags: '--revoke', description: 'agree no longer' }, yes],
    examples: [{ command: 'zen project trust', explains: 'shows exactly what; asked again when it changes' }],
    output: outputs.projectTrustOutput,
    load: () => import('./project-trust.js'),
  },
]
