import { spawnSync } from 'node:child_process'

/** One line for each step, on stderr: stdout stays the test runner's. @param {string} line */
export function say(line) {
  process.stderr.write(`services: ${line}\n`)
}

/**
 * Run a command to its end without a stdin, its output on our stderr.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] beside the present environment
 * @returns whether it ended well
 */
export function runStep(command, args, env = {}) {
  say([command, ...args].join(' '))
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  })
  if (status === 0) return true
  say(`${command} failed: ${error?.message ?? `exit code ${status}`}`)
  return false
}

/**
 * The first line that a command writes, or nothing when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] beside the present environment
 */
export function firstLine(command, args, env = {}) {
  const { status, stdout } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return status === 0 ? stdout.split('\n')[0] : undefined
}
