import { getBuiltinModule } from 'node:process'
import { ConfigError } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import { readConfigText } from '../files/read-text.js'
import { isTable, type SettingsTree } from '../settings-tree.js'

/** What a person agreed to, or refused, of the files that folders bring along. */
export interface TrustedFiles {
  /** Undefined: nobody was asked about these very choices of this file. */
  answerFor(path: string, choices: SettingsTree): 'agreed' | 'refused' | undefined
  /** Note the answer; it holds until the file chooses anything else. */
  note(path: string, choices: SettingsTree, answer: 'agreed' | 'refused'): Promise<void>
  /** Forget what was said about this file. Whether something was. */
  forget(path: string): Promise<boolean>
}

/** The answers are in one file of the app's own folder, each with a hash of what was agreed to. */
export function trustedFiles(file: string): TrustedFiles {
  const change = (work: (answers: SettingsTree) => SettingsTree) =>
    withFileLock(`${file}.lock`, async () => {
      writeFileAtomic(file, `${JSON.stringify({ version: 1, files: work(readAnswers(file)) }, null, 2)}\n`)
    })
  return {
    answerFor(path, choices) {
      const said = readAnswers(file)[path]
      if (!isTable(said) || said.choices !== hashOf(choices)) return undefined
      return said.answer === 'agreed' || said.answer === 'refused' ? said.answer : undefined
    },
    note: (path, choices, answer) =>
      change((answers) => ({ ...answers, [path]: { answer, choices: hashOf(choices) } })),
    async forget(path) {
      const isThere = Object.hasOwn(readAnswers(file), path)
      if (isThere) await change(({ [path]: _, ...others }) => others)
      return isThere
    },
  }
}

/** @throws ConfigError when the answers can't be read: a doubt is no agreement */
function readAnswers(file: string): SettingsTree {
  const text = readConfigText(file)
  if (text === undefined || text.trim() === '') return {}
  try {
    const { files } = JSON.parse(text) as SettingsTree
    if (isTable(files)) return files
  } catch (cause) {
    throw damaged(file, cause)
  }
  throw damaged(file, undefined)
}

const damaged = (file: string, cause: unknown) =>
  new ConfigError(`${file} is damaged: it says which project files you agreed to`, {
    code: 'config/trust-damaged',
    hint: 'Remove it, and agree again.',
    cause,
  })

/** Of the values, whatever order they stand in. */
const hashOf = (choices: SettingsTree): string =>
  getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update(JSON.stringify(sorted(choices)))
    .digest('hex')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isTable(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}
