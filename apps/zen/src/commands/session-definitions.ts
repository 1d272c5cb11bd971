import type { CommandDefinition } from '@engawa/cli-kit'
import { parseDay } from './parse-day.js'
import { parseCount, parseDollars } from './parse-number.js'
import * as outputs from './session-schemas.js'

const named = { name: 'name', description: 'the session', required: true, complete: 'sessions' } as const
const yes = { flags: '-y, --yes', description: 'say yes beforehand, in a script' } as const

/** `zen session …` */
export const sessionCommands: readonly CommandDefinition[] = [
  {
    path: 'session list',
    summary: 'List conversations, the latest first.',
    options: [
      { flags: '-n, --limit <count>', description: 'at most this many', default: 20, parse: parseCount },
      { flags: '--deleted', description: 'those that were deleted and can be restored' },
    ],
    examples: [
      { command: 'zen session list', explains: 'the last twenty' },
      { command: 'zen session list --json', explains: 'for a script' },
      { command: 'zen session list --deleted', explains: 'what restore could bring back' },
    ],
    output: outputs.sessionListOutput,
    load: () => import('./session-list.js'),
  },
  {
    path: 'session show',
    summary: 'Show what was said in a conversation.',
    arguments: [named],
    options: [{ flags: '-n, --last <count>', description: 'the last messages', default: 50, parse: parseCount }],
    examples: [
      { command: 'zen session show review', explains: 'the last fifty messages' },
      { command: 'zen session show review --format markdown > review.md', explains: 'as a document' },
    ],
    output: outputs.sessionShowOutput,
    load: () => import('./session-show.js'),
  },
  {
    path: 'session search',
    summary: 'Find what was said. All words must occur; "a phrase" as it stands.',
    arguments: [{ name: 'query', description: 'the words', required: true, variadic: true }],
    options: [
      { flags: '-s, --session <name>', description: 'in this conversation alone', complete: 'sessions' },
      { flags: '--role <role>', description: 'said by', choices: ['user', 'assistant', 'system', 'tool'] },
      { flags: '--since <day>', description: 'since this day: 2026-11-01', parse: parseDay },
      { flags: '-n, --limit <count>', description: 'at most this many', default: 20, parse: parseCount },
    ],
    examples: [
      { command: 'zen session search token refresh', explains: 'in all conversations, the best first' },
      {
        command: `zen session search '"token refresh"' -s review --role assistant`,
        explains: 'a phrase, in one of them',
      },
    ],
    output: outputs.sessionSearchOutput,
    load: () => import('./session-search.js'),
  },
  {
    path: 'session rename',
    summary: 'Give a conversation another name. Whoever is writing to it is not disturbed.',
    arguments: [named, { name: 'new', description: 'its new name', required: true }],
    examples: [{ command: 'zen session rename review review-of-october', explains: 'the other way round undoes it' }],
    output: outputs.sessionRenameOutput,
    load: () => import('./session-rename.js'),
  },
  {
    path: 'session fork',
    summary: 'Begin a conversation as another one, up to one of its messages.',
    arguments: [named, { name: 'new', description: 'name of the new one; made up unless told' }],
    options: [{ flags: '--at <seq>', description: 'the last message to take along', parse: parseCount }],
    examples: [{ command: 'zen session fork design design-b --at 6', explains: 'try another way from message 6 on' }],
    output: outputs.sessionForkOutput,
    load: () => import('./session-fork.js'),
  },
  {
    path: 'session export',
    summary: 'Write conversations as lines of JSON, the same from every backend.',
    arguments: [{ name: 'names', description: 'the sessions; all unless told', variadic: true, complete: 'sessions' }],
    options: [
      { flags: '-o, --output <file>', description: 'into this file, whole or not at all' },
      { flags: '--force', description: 'replace a file that is there' },
    ],
    examples: [
      { command: 'zen session export > conversations.ndjson', explains: 'everything' },
      { command: 'zen session export review -o review.ndjson', explains: 'one of them' },
    ],
    output: outputs.sessionExportOutput,
    load: () => import('./session-export.js'),
  },
  {
    path: 'session import',
    summary: 'Take in what was exported. What is here already is skipped; cut off, run it again.',
    arguments: [{ name: 'file', description: 'the lines; standard input unless told' }],
    examples: [{ command: 'zen session import conversations.ndjson', explains: 'from a file' }],
    output: outputs.sessionImportOutput,
    load: () => import('./session-import.js'),
  },
  {
    path: 'session delete',
    summary: 'Hide a conversation; `restore` brings it back. `--purge` removes it for good.',
    arguments: [named],
    options: [{ flags: '--purge', description: 'for good, messages and all; asks first' }, yes],
    examples: [
      { command: 'zen session delete review', explains: 'undone by zen session restore review' },
      { command: 'zen session delete review --purge --yes', explains: 'for good, in a script' },
    ],
    output: outputs.sessionDeleteOutput,
    load: () => import('./session-delete.js'),
  },
  {
    path: 'session restore',
    summary: 'Bring back a conversation that was deleted.',
    arguments: [{ ...named, complete: 'deleted-sessions' }],
    examples: [{ command: 'zen session restore review', explains: 'with all that was said' }],
    output: outputs.sessionRestoreOutput,
    load: () => import('./session-restore.js'),
  },
  {
    path: 'session repair',
    summary: 'Read everything, say what is damaged and where its bytes are kept. Deletes nothing.',
    arguments: [{ ...named, description: 'the session; all unless told', required: false }],
    examples: [{ command: 'zen session repair', explains: 'a report of all conversations' }],
    output: outputs.sessionRepairOutput,
    load: () => import('./session-repair.js'),
  },
  {
    path: 'session compact',
    summary: 'Have the model summarise older messages, so that the conversation fits. The originals are kept.',
    arguments: [named],
    options: [
      { flags: '--keep <count>', description: 'leave exactly so many as they are', parse: parseCount },
      { flags: '-m, --model <model>', description: 'model, alias or provider/model', complete: 'models' },
      { flags: '--provider <name>', description: 'whose model' },
      { flags: '--max-cost <usd>', description: 'send no step of it that could cost more', parse: parseDollars },
    ],
    examples: [
      { command: 'zen session compact design', explains: 'the last ten stay, and what fits' },
      { command: 'zen session compact design --keep 4 --json', explains: 'all but the last four; with the tokens' },
    ],
    output: outputs.sessionCompactOutput,
    load: () => import('./session-compact.js'),
  },
  {
    path: 'session keep',
    summary: 'Pin a conversation: no clean-up takes it.',
    arguments: [named],
    options: [{ flags: '--off', description: 'pin it no longer' }],
    examples: [{ command: 'zen session keep review', explains: 'as long as you like' }],
    output: outputs.sessionKeepOutput,
    load: () => import('./session-keep.js'),
  },
  {
    path: 'session clean',
    summary: 'Delete conversations that nobody used for `session.ttl_hours`. Pinned ones stay; `restore` undoes.',
    options: [
      { flags: '--older-than <hours>', description: 'this long, this once', parse: parseCount },
      { flags: '--dry-run', description: 'say which, and delete none' },
      yes,
    ],
    examples: [
      { command: 'zen session clean --dry-run', explains: 'see which would go' },
      { command: 'zen session clean --older-than 720 --yes', explains: 'a month, from cron' },
    ],
    output: outputs.sessionCleanOutput,
    load: () => import('./session-clean.js'),
  },
]
