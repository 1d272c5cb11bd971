import { realpathSync } from 'node:fs'
import { basename, sep } from 'node:path'
import { UserError } from '@engawa/core'

/** `.env`, `.env.local`, `.envrc`, `prod.env`; an example of one holds no secrets. */
const isSecretName = (name: string): boolean =>
  /(^|\.)env(rc|\..+)?$/.test(name) && !/\.(example|sample|template)$/.test(name)

/** Where people's keys are, and what they said to models before: no walk reads them, as no walk means them. */
const privateFolders = new Set(['.aws', '.gnupg', '.kube', '.ssh', '.zen-cli'])

export const isPrivateFolder = (name: string): boolean => privateFolders.has(name)

/** Whether a folder is one of those, or lies in one, also behind a link. */
export const isInPrivateFolder = (path: string): boolean => realPathOf(path).split(sep).some(isPrivateFolder)

/** Whether a file holds secrets by its name, also behind a link. */
export const isSecretFile = (path: string): boolean =>
  isSecretName(basename(path)) || isSecretName(basename(realPathOf(path)))

export const secretFile = (name: string): UserError =>
  new UserError(`${name} holds secrets and is not sent to a model`, {
    code: 'zen/secret-file',
    hint: 'Copy what the model needs to know, without the values, into another file.',
  })

export const secretFolder = (name: string): UserError =>
  new UserError(`${name} is where keys are kept, and is not sent to a model`, {
    code: 'zen/secret-file',
    hint: 'Copy what the model needs to know, without the keys, to another place.',
  })

function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // Not there, or not for us: opening it says so in better words.
    return path
  }
}
