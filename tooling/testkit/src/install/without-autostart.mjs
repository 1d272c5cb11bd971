import { existsSync, rmSync, writeFileSync } from 'node:fs'

const policy = '/usr/sbin/policy-rc.d'

/**
 * Debian starts a server as soon as it is installed, and at each boot from then on. The tests want the programs only:
 * while `install` runs, a policy file says no. One that is already there is left as it is.
 *
 * @template T
 * @param {() => T} install
 * @param {string} [path] where Debian looks for the policy
 * @returns {T}
 */
export function withoutAutostart(install, path = policy) {
  if (existsSync(path)) return install()
  writeFileSync(path, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' })
  try {
    return install()
  } finally {
    rmSync(path, { force: true })
  }
}
