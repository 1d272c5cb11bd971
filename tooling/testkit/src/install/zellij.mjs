import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findCargo } from './cargo.mjs'
import { installPackages, whyNoPackages } from './debian-packages.mjs'
import { cacheFolder, findZellij, zellijVersion } from './locate.mjs'
import { firstLine, runStep, say } from './step.mjs'

const buildPackages = ['pkg-config', 'libssl-dev', 'libcurl4-openssl-dev', 'zlib1g-dev']

/** Debian has no Zellij: build the pinned version once, into the cache. */
export function installZellij() {
  const present = findZellij()
  if (present) return
  const cargo = findCargo()
  if ('why' in cargo) {
    say(`zellij is left out: ${cargo.why}; install Rust 1.88 or newer, or put zellij ${zellijVersion} on PATH`)
    return
  }
  if (!whyNoPackages()) installPackages(buildPackages.filter((name) => !isInstalled(name)))
  const root = join(cacheFolder(), `zellij-${zellijVersion}`)
  mkdirSync(root, { recursive: true })
  say(`building zellij ${zellijVersion} into ${root}; this takes minutes, once`)
  const features = ['--no-default-features', '--features', 'plugins_from_target']
  runStep(cargo.path, ['install', '--locked', 'zellij', '--version', zellijVersion, ...features, '--root', root], {
    ...cargo.env,
    // Its own release profile optimises for many minutes; what the tests need is the behaviour.
    CARGO_PROFILE_RELEASE_LTO: 'off',
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  })
}

/** @param {string} name */
function isInstalled(name) {
  return firstLine('dpkg', ['--listfiles', name]) !== undefined
}
