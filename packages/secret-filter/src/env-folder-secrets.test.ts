import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { envFolderSecrets } from './env-folder-secrets.js'

let root: string
let inner: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'env-'))
  inner = join(root, 'packages', 'api')
  mkdirSync(inner, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const namesFrom = (folder: string) => envFolderSecrets(folder).map(({ name }) => name)
const put = (folder: string, name: string, variable: string) =>
  writeFileSync(join(folder, name), `${variable}="value of ${variable.toLowerCase()}"\n`)

it('reads every .env of the folder, and of those above it within a repository', () => {
  put(root, '.env', 'ROOT_TOKEN')
  put(inner, '.env.local', 'API_SECRET')
  put(inner, '.env.example', 'EXAMPLE_TOKEN')
  put(inner, 'settings.env.ts', 'OTHER_TOKEN')
  expect(namesFrom(inner)).toEqual(['API_SECRET'])
  mkdirSync(join(root, '.git'))
  expect(namesFrom(inner)).toEqual(['API_SECRET', 'ROOT_TOKEN'])
})

it('passes over pipes, folders, giants and what is not there', () => {
  execFileSync('mkfifo', [join(inner, '.env')])
  mkdirSync(join(inner, '.env.folder'))
  writeFileSync(join(inner, '.env.huge'), `A_TOKEN=abcdefgh12345678\n${' '.repeat(1024 * 1024)}`)
  expect(namesFrom(inner)).toEqual([])
  expect(namesFrom(join(inner, 'missing'))).toEqual([])
})
