import { statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeHome } from '../../test/sample-config.js'
import { appDirectories, consentFile, ensureDirectory } from './app-directories.js'

describe('appDirectories', () => {
  it("follows each app's documented places", () => {
    expect(appDirectories('zen', {}, '/h')).toEqual({
      config: '/h/.zen-cli',
      data: '/h/.zen-cli',
      state: '/h/.zen-cli/state',
      cache: '/h/.zen-cli/cache',
    })
    expect(appDirectories('perth', {}, '/h')).toEqual({
      config: '/h/.config/perth',
      data: '/h/.local/share/perth',
      state: '/h/.local/state/perth',
      cache: '/h/.cache/perth',
    })
    expect(appDirectories('sena', { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s' }, '/h')).toEqual({
      config: '/c/sena',
      data: '/d/sena',
      state: '/s/sena',
      cache: '/h/.cache/sena',
    })
  })

  it('puts everything below the override', () => {
    expect(appDirectories('perth', { PERTH_HOME: '~/p', XDG_CONFIG_HOME: '/c' }, '/h').config).toBe('/h/p')
    expect(appDirectories('zen', { ZEN_HOME: '/z' }, '/h')).toMatchObject({ config: '/z', data: '/z' })
    expect(appDirectories('sena', { SENA_HOME: '/s/' }, '/h').state).toBe('/s/state')
  })

  it('takes empty and relative variables as unset, as the specification says', () => {
    expect(appDirectories('perth', { PERTH_HOME: '', XDG_CONFIG_HOME: 'relative' }, '/h').config).toBe(
      '/h/.config/perth',
    )
    expect(consentFile({ XDG_CONFIG_HOME: '' }, '/h')).toBe('/h/.config/engawa/consent.json')
  })

  it('creates a folder for its owner only, and names one that it can not create', () => {
    const { path } = makeHome()
    expect(statSync(ensureDirectory(path('a/b'))).mode & 0o777).toBe(0o700)
    writeFileSync(path('file'), '')
    expect(() => ensureDirectory(path('file/below'))).toThrow(/could not create .*file\/below/)
  })
})
