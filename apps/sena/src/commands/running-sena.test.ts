import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSenaHome, type SenaHome } from '../../test/sena-process.js'
import { type SenaFolders, senaFolders } from '../settings/sena-folders.js'
import { announceAddress, asTheOnlySena, findRunning } from './running-sena.js'

const url = 'http://127.0.0.1:8000'

let home: SenaHome
let folders: SenaFolders
/** Has nothing to do with Sena. */
let stranger: ChildProcess
beforeEach(async () => {
  home = await createSenaHome()
  folders = senaFolders(home.env)
  stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  await once(stranger, 'spawn')
})
afterEach(async () => {
  stranger.kill('SIGKILL')
  await home.remove()
})

const pidOf = ({ pid }: ChildProcess): number => pid ?? Number.NaN

test('the process that got the number of a killed Sena is left alone, though another one holds the lock', async () => {
  await announceAddress(folders, { pid: pidOf(stranger), url })
  // Runs, but has announced no address: `sena --cli`, or a server that still starts.
  const stopped = await asTheOnlySena(folders, () => home.command('stop'))

  expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('does not run') })
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null])
})

test('a Sena that ends by itself before it is asked to is no error', async () => {
  stranger.kill('SIGKILL')
  await once(stranger, 'exit')
  const stopped = await asTheOnlySena(folders, async () => {
    await announceAddress(folders, { pid: pidOf(stranger), url })
    return home.command('stop')
  })
  expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('does not run') })
})

test('an address is one only while its Sena runs', async () => {
  const address = { pid: process.pid, url }
  const found = await asTheOnlySena(folders, async () => {
    await announceAddress(folders, address)
    return findRunning(folders)
  })
  expect(found).toEqual(address)
  expect(await findRunning(folders)).toBeUndefined()
})
