import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { sampleReply } from './sample-answer.js'
import { askedText } from './sent.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
  zen.ollama.replyWith(sampleReply)
  write('private.txt', 'what is nobody else’s business')
})
afterEach(() => zen.close())

function write(path: string, text: string): void {
  mkdirSync(dirname(join(zen.home, path)), { recursive: true })
  writeFileSync(join(zen.home, path), text)
}

const install = (manifest: unknown) => write('node_modules/tiny/package.json', JSON.stringify(manifest))
const ask = () => zen.run(['apilookup', 'What does it give?', '--package', 'tiny', '--json'])

describe('zen apilookup --package', () => {
  it.each([
    '../../private.txt',
    './types/../../../private.txt',
    'link.d.ts',
    '.env',
    'missing.d.ts',
    'types',
    7,
    {},
    '',
  ])('reads no file that is not the package’s own, whatever it names as its types: %j', async (types) => {
    install({ name: 'tiny', version: '1.2.3', types })
    write('node_modules/tiny/types/other.d.ts', '')
    write('node_modules/tiny/.env', 'what is nobody else’s business')
    symlinkSync('../../private.txt', join(zen.home, 'node_modules/tiny/link.d.ts'))
    const run = await ask()
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect((run.json().data.notes as string[]).join()).toContain('was left out')
    expect(askedText(zen.ollama)).toContain('1.2.3')
    expect(askedText(zen.ollama)).not.toContain('nobody else’s business')
  })

  it('reads a package that is linked into the folder', async () => {
    write('store/tiny/package.json', JSON.stringify({ name: 'tiny', types: 'index.d.ts' }))
    write('store/tiny/index.d.ts', 'export declare function tiny(): void\n')
    mkdirSync(join(zen.home, 'node_modules'))
    symlinkSync('../store/tiny', join(zen.home, 'node_modules/tiny'))
    await ask()
    expect(askedText(zen.ollama)).toContain('export declare function tiny(): void')
  })

  it.each([null, 'words'])('takes a manifest that is none for no package: %j', async (manifest) => {
    install(manifest)
    expect((await ask()).json().error.code).toBe('zen/unknown-package')
  })
})
