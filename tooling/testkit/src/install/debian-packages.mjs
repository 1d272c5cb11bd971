import { existsSync } from 'node:fs'
import { findChromium, findOnPath, findPostgres, findRabbitmq } from './locate.mjs'
import { runStep, say } from './step.mjs'
import { withoutAutostart } from './without-autostart.mjs'

/** @type {readonly (readonly [package: string, present: () => boolean])[]} */
const testPackages = [
  ['redis-server', () => findOnPath('redis-server') !== undefined],
  ['rabbitmq-server', () => findRabbitmq() !== undefined],
  ['postgresql', () => findPostgres() !== undefined],
  ['chromium', () => findChromium() !== undefined],
  ['tmux', () => findOnPath('tmux') !== undefined],
  ['gnome-keyring', () => findOnPath('gnome-keyring-daemon') !== undefined],
  ['dbus', () => findOnPath('dbus-daemon') !== undefined && findOnPath('dbus-send') !== undefined],
  ['zsh', () => findOnPath('zsh') !== undefined],
  ['fish', () => findOnPath('fish') !== undefined],
  ['strace', () => findOnPath('strace') !== undefined],
]

/** Packages that the tests use and this machine lacks. */
export function missingPackages() {
  return testPackages.filter(([, present]) => !present()).map(([name]) => name)
}

/** Why packages can't be installed here, or nothing when they can. */
export function whyNoPackages() {
  if (!existsSync('/etc/debian_version') || !findOnPath('apt-get')) return 'this is not Debian'
  if (process.getuid?.() !== 0) return 'only root installs packages'
  return undefined
}

/**
 * Each on its own when they can't be had together, so that one that fails doesn't cost the others.
 *
 * @param {readonly string[]} names
 */
export function installPackages(names) {
  if (names.length === 0) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  /** @param {readonly string[]} wanted */
  const install = (wanted) => runStep('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...wanted], env)
  if (!runStep('apt-get', ['update', '-q'], env)) say('going on with the package lists that are there')
  withoutAutostart(() => {
    if (install(names) || names.length === 1) return
    for (const name of names) install([name])
  })
}
