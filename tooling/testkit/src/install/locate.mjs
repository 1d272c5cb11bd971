import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'

export const zellijVersion = '0.45.0'

/**
 * Where things that take long to build are kept between runs.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  if (env.ENGAWA_CACHE) return env.ENGAWA_CACHE
  if (process.getuid?.() === 0 && isWritable('/var/cache')) return '/var/cache/engawa'
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'engawa')
  return join(env.HOME || userInfo().homedir, '.cache', 'engawa')
}

/**
 * The path of an executable on PATH, or in the folders where Debian puts servers.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findOnPath(name, env = process.env) {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/usr/sbin', '/bin']
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

/** PostgreSQL's folder of binaries, the newest that has a server. */
export function findPostgres() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(root, version, 'bin')), '/usr/local/bin', '/usr/bin']
  return folders.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

/** RabbitMQ's own start script: the one on PATH may insist on another user and on the system's folders. */
export function findRabbitmq() {
  const known = '/usr/lib/rabbitmq/bin/rabbitmq-server'
  return isExecutable(known) ? known : findOnPath('rabbitmq-server')
}

/** @param {NodeJS.ProcessEnv} [env] */
export function findChromium(env = process.env) {
  return ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findOnPath(name, env)).find(Boolean)
}

/** @param {NodeJS.ProcessEnv} [env] */
export function findZellij(env = process.env) {
  const ours = join(cacheFolder(env), `zellij-${zellijVersion}`, 'bin', 'zellij')
  return isExecutable(ours) ? ours : findOnPath('zellij', env)
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} path */
function isWritable(path) {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
