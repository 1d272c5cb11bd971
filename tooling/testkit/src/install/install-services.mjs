import { installPackages, missingPackages, whyNoPackages } from './debian-packages.mjs'
import { findZellij } from './locate.mjs'
import { say } from './step.mjs'
import { installZellij } from './zellij.mjs'

/**
 * Put what the tests need on this machine, as far as that can be done without asking. What can't be had is said, and its
 * suites are skipped by name.
 *
 * @param {{ args?: readonly string[], env?: NodeJS.ProcessEnv }} [options] `--no-install` or `ENGAWA_NO_INSTALL=1`: only look
 */
export function installServices({ args = [], env = process.env } = {}) {
  const onlyLook = args.includes('--no-install') || env.ENGAWA_NO_INSTALL === '1'
  const missing = missingPackages()
  const why = onlyLook ? 'asked not to install' : whyNoPackages()
  if (missing.length > 0 && !why) installPackages(missing)
  if (!findZellij() && !onlyLook) installZellij()

  const still = [...missingPackages(), ...(findZellij() ? [] : ['zellij'])]
  if (still.length === 0) say('all there')
  else say(`without ${still.join(', ')}${why ? ` (${why})` : ''}; their tests are skipped`)
}
