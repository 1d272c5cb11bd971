import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from './locate.mjs'
import { firstLine } from './step.mjs'

const oldestUsable = [1, 88]

/**
 * A cargo that can build Zellij, with the environment that it needs.
 *
 * rustup's cargo looks for toolchains below HOME. Where HOME is an empty folder, as in CI, those of the account's own
 * home are meant.
 *
 * @returns {{ path: string, env: NodeJS.ProcessEnv } | { why: string }}
 */
export function findCargo() {
  const home = userInfo().homedir
  const path = findOnPath('cargo') ?? findOnPath('cargo', { PATH: join(home, '.cargo', 'bin') })
  if (!path) return { why: 'cargo is not on PATH' }
  const env = {
    ...folderBelow(home, 'CARGO_HOME', '.cargo'),
    ...folderBelow(home, 'RUSTUP_HOME', '.rustup'),
  }
  const version = firstLine(path, ['--version'], env)
  if (!version) return { why: `${path} --version fails` }
  return isUsable(version) ? { path, env } : { why: `${version} is older than ${oldestUsable.join('.')}` }
}

/** @param {string} version such as `cargo 1.88.0 (abc 2026-01-01)` */
export function isUsable(version) {
  const [, major, minor] = /^cargo (\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined || minor === undefined) return false
  const [wantedMajor = 0, wantedMinor = 0] = oldestUsable
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor)
}

/**
 * @param {string} home
 * @param {string} variable
 * @param {string} name
 * @returns {NodeJS.ProcessEnv}
 */
function folderBelow(home, variable, name) {
  const folder = join(home, name)
  return process.env[variable] || !existsSync(folder) ? {} : { [variable]: folder }
}
