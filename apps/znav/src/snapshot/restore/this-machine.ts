import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { gitPlace } from '../capture/git-place.js'
import type { Machine } from './plan.js'

/** The machine that this process runs on. */
export function thisMachine(env: Readonly<Record<string, string | undefined>>, zellij: string): Machine {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return {
    home: env.HOME ?? homedir(),
    zellij,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    hasProgram: (program, cwd) =>
      program.includes('/')
        ? isProgram(resolve(cwd, program))
        : folders.some((folder) => isProgram(join(folder, program))),
    gitPlace,
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
