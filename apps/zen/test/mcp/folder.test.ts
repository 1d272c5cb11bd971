import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository } from '../tools/git-repository.js'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { connectClient, said } from './connect-client.js'

let zen: ZenHome
let client: Client
let folder: string
beforeEach(async () => {
  zen = await createZenHome()
  folder = join(zen.home, 'work')
  write({ 'work/a.ts': 'const a = 1\n', 'work/.ssh/config': 'Host inner\n', 'other/notes.ts': 'private words\n' })
  symlinkSync(join(zen.home, 'other'), join(folder, 'link'))
  client = (await connectClient(zen, ['--surface', 'full'], folder)).client
})
afterEach(async () => {
  await client.close()
  await zen.close()
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(zen.home, name)), { recursive: true })
    writeFileSync(join(zen.home, name), text)
  }
}

const call = async (name: string, given: object) =>
  said(await client.callTool({ name, arguments: { request: 'Look', dry_run: true, ...given } }))

const refusedWith = (code: string) => ({ isError: true, text: expect.stringContaining(code) })

describe('what a client of zen mcp may have read', () => {
  it('is what lies in the folder, however it is named', async () => {
    for (const files of [['a.ts'], ['./sub/../a.ts'], ['*.ts'], ['.'], [join(folder, 'a.ts')], ['.', '!../other/**']]) {
      expect(await call('analyze', { files })).toEqual({ isError: false, text: expect.stringContaining('const a = 1') })
    }
  })

  it.each([
    ['a path that leads out', '../other/notes.ts'],
    ['a folder above', '..'],
    ['a pattern that begins elsewhere', '../other/*.ts'],
    ['a link that leads out', 'link/notes.ts'],
    ['a pattern behind such a link', 'link/*.ts'],
    ['an absolute path', '/etc/hosts'],
    ['what is not there', '../other/gone.ts'],
  ])('is not %s', async (_, name) => {
    for (const tool of ['chat', 'analyze', 'codereview']) {
      expect(await call(tool, { files: ['a.ts', name] })).toEqual(refusedWith('zen/outside-folder'))
    }
  })

  it('is not what lies in a folder of keys', async () => {
    for (const name of ['.ssh', '.ssh/config', '.ssh/c*']) {
      expect(await call('analyze', { files: [name] })).toEqual(refusedWith('zen/secret-file'))
    }
  })

  it('is no file that git would compare for it', async () => {
    const range = join(zen.home, 'other/notes.ts')
    expect(await call('codereview', { range, files: ['a.ts'] })).toEqual(refusedWith('zen/no-repository'))
    createRepository(folder).commit('begin')
    const files = ['/dev/null', range]
    expect(await call('precommit', { unstaged: true, files })).toEqual(refusedWith('zen/outside-folder'))
  })
})
