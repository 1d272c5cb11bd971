import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/**
 * Run one of the repository's own tools at its root, without a stdin.
 *
 * @param {string} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] beside the present environment
 * @returns {Promise<number>} its exit code
 */
export function runToEnd(tool, args, env = {}) {
  const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  // Ctrl-C reaches the tool as well. Let it end in order, and end with it.
  const leaveToChild = () => undefined
  process.on('SIGINT', leaveToChild)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${tool} could not be started: ${error.message}; run \`pnpm install\`\n`)
      resolve(1)
    })
    child.once('close', (code) => {
      process.off('SIGINT', leaveToChild)
      resolve(code ?? 130)
    })
  })
}
