import { readFileSync } from 'node:fs'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runBin } from '../process/spawn-bin.js'
import { createTempDir, type TempDir } from '../process/temp-dir.js'
import { isUsable } from './cargo.mjs'
import { cacheFolder, findZellij, zellijVersion } from './locate.mjs'
import { withoutAutostart } from './without-autostart.mjs'

describe('installing services', () => {
  let directory: TempDir

  beforeEach(async () => {
    directory = await createTempDir()
  })
  afterEach(() => directory.remove())

  it('forbids starting only while it installs', async () => {
    const policy = join(directory.path, 'policy-rc.d')
    const during = withoutAutostart(() => readFileSync(policy, 'utf8'), policy)
    expect(during).toContain('exit 101')
    await expect(stat(policy)).rejects.toThrow(/ENOENT/)
    expect(() =>
      withoutAutostart(() => {
        throw new Error('apt broke')
      }, policy),
    ).toThrow('apt broke')
    await expect(stat(policy)).rejects.toThrow(/ENOENT/)
  })

  it('leaves a policy of the machine’s own as it is', async () => {
    const policy = join(directory.path, 'policy-rc.d')
    await writeFile(policy, 'theirs')
    withoutAutostart(() => undefined, policy)
    expect(await readFile(policy, 'utf8')).toBe('theirs')
  })

  it('finds the Zellij that it built', async () => {
    const bin = join(directory.path, `zellij-${zellijVersion}`, 'bin')
    await mkdir(bin, { recursive: true })
    await writeFile(join(bin, 'zellij'), '#!/bin/sh\n')
    const env = { ENGAWA_CACHE: directory.path, PATH: '/nowhere' }
    expect(findZellij(env)).not.toBe(join(bin, 'zellij'))
    await chmod(join(bin, 'zellij'), 0o755)
    expect(findZellij(env)).toBe(join(bin, 'zellij'))
    expect(cacheFolder(env)).toBe(directory.path)
  })

  it.each([
    ['cargo 1.88.0 (873a06493 2025-05-10)', true],
    ['cargo 2.0.0', true],
    ['cargo 1.87.1 (99624be96 2025-05-06)', false],
    ['cargo 1.63.0', false],
    ['', false],
  ])('knows whether %s builds Zellij', (version, usable) => {
    expect(isUsable(version)).toBe(usable)
  })

  it('names what is missing and changes nothing when told not to install', async () => {
    const services = fileURLToPath(new URL('../../bin/services.mjs', import.meta.url))
    const result = await runBin(services, ['--no-install'], {
      env: { HOME: directory.path, ENGAWA_CACHE: join(directory.path, 'cache'), CI: 'true' },
    })
    expect(result).toMatchObject({ code: 0, stdout: '' })
    expect(result.stderr).toMatch(/^services: (all there|without .*zellij.* \(asked not to install\))/)
    await expect(stat(join(directory.path, 'cache'))).rejects.toThrow(/ENOENT/)
  })
})
