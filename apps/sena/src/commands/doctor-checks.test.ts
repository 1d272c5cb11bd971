import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runChecks } from '@engawa/cli-kit'
import { createTempDir } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { doctorChecks } from './doctor-checks.js'

let home: Awaited<ReturnType<typeof createTempDir>>
beforeEach(async () => {
  home = await createTempDir('sena-')
})
afterEach(() => home.remove())

async function check(name: string, senaHome = home.path) {
  const env = { SENA_HOME: senaHome, HOME: home.path, OLLAMA_HOST: 'http://127.0.0.1:9' }
  const checks = await doctorChecks({ env, cwd: home.path })
  return (await runChecks(checks.filter((one) => one.name === name)))[0]
}

test('a key that no setting has is shown', async () => {
  expect(await check('settings')).toMatchObject({ status: 'ok' })
  await mkdir(join(home.path, 'config'))
  await writeFile(join(home.path, 'config', 'settings.yaml'), 'memory:\n  retreival: 1\n')
  expect(await check('settings')).toMatchObject({ status: 'warn', detail: expect.stringContaining('retreival') })
})

test('folders that can not be written to are a failure; those that are not made yet are none', async () => {
  expect(await check('folders', join(home.path, 'not', 'yet'))).toMatchObject({ status: 'ok' })
  // A file where a folder should be: nobody may write below it, not even an administrator.
  await writeFile(join(home.path, 'file'), '')
  expect(await check('folders', join(home.path, 'file'))).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining('SENA_HOME'),
  })
})
