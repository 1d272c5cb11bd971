import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { ensureDirectory, replaceConfigFile, userFilePath } from '@engawa/config'
import { createId, EngawaError, isEngawaError, UserError } from '@engawa/core'
import type { CommandContext, CommandDefinition, CommandResult } from '../command.js'
import { type ConfigApp, sourcesOf } from './config-app.js'

/** `config edit`: in your editor, on a copy that replaces the file only when it is valid. */
export const editCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config edit',
  summary: 'Open your file in $VISUAL or $EDITOR; it is replaced only when the result is valid.',
  examples: [{ command: `${app.program} config edit`, explains: 'in your editor' }],
  output: {
    type: 'object',
    required: ['path', 'changed'],
    additionalProperties: false,
    properties: { path: { type: 'string' }, changed: { type: 'boolean' } },
  },
  load: async () => ({ run: (context) => edit(app, context) }),
})

async function edit({ definition }: ConfigApp, context: CommandContext): Promise<CommandResult> {
  const path = userFilePath(definition, sourcesOf(context))
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const ending = /\.[a-z]+$/i.exec(path)?.[0] ?? ''
  const draft = `${ensureDirectory(dirname(path))}/.edit-${createId()}${ending}`
  writeFileSync(draft, before, { mode: 0o600 })
  const after = await edited(draft, before, context)
  if (after === undefined) return { data: { path, changed: false }, text: 'Nothing was changed.' }
  try {
    await replaceConfigFile(definition, path, { before, after })
  } catch (error) {
    // One wrong value must not cost a person all that they have typed.
    throw namingDraft(error, draft, path)
  }
  rmSync(draft, { force: true })
  return { data: { path, changed: true }, text: `${path} was changed.` }
}

/** What the editor left in the draft. Undefined when it left it as it was; the draft is gone then, and on a failure. */
async function edited(draft: string, before: string, context: CommandContext): Promise<string | undefined> {
  let after = before
  try {
    await openEditor(draft, context)
    after = readFileSync(draft, 'utf8')
  } finally {
    if (after === before) rmSync(draft, { force: true })
  }
  return after === before ? undefined : after
}

function namingDraft(error: unknown, draft: string, path: string): unknown {
  if (!isEngawaError(error)) return error
  const { message, code, recoverable, exitCode, details, hint = '' } = error
  return new EngawaError(message, {
    code,
    recoverable,
    exitCode,
    cause: error,
    ...(details === undefined ? {} : { details }),
    hint: `${hint} What you wrote is kept in ${draft}: correct it there, then move it to ${path}.`.trimStart(),
  })
}

async function openEditor(file: string, { env, stdin }: CommandContext): Promise<void> {
  const editor = env.VISUAL || env.EDITOR
  if (!editor) {
    throw new UserError('no editor is set', { code: 'config/no-editor', hint: 'Set VISUAL or EDITOR: EDITOR=nano.' })
  }
  const { spawn } = await import('node:child_process')
  // By the shell, as git does it: EDITOR may carry arguments (`code --wait`). The file is an argument of its own.
  const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {
    stdio: [stdin.isTty ? 'inherit' : 'ignore', process.stderr.fd, 'inherit'],
    env: { ...env },
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))
  if (code !== 0) {
    throw new UserError(`the editor ended with ${code ?? 'a signal'}: ${editor}`, {
      code: 'config/editor-failed',
      hint: 'Your configuration was left as it was.',
    })
  }
}
