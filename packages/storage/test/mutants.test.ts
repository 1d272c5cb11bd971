import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { bundle, type Mutant } from './bundle.js'
import type { CrashFigures } from './crash-states.js'
import { judge } from './judge-writers.js'
import { bundleWriter, startWriter } from './writers.js'

/** Far more than it takes to find any of them. */
const states = 20_000

async function crashesOf(mutant: Mutant): Promise<CrashFigures> {
  const entryPoints = [fileURLToPath(new URL('crash-program.ts', import.meta.url))]
  const program = await bundle({ entryPoints }, mutant)
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(states)])
  return JSON.parse(stdout) as CrashFigures
}

const mutants: Readonly<Record<string, Mutant>> = {
  'the sync of the file': { file: 'session-log.ts', code: '    file.sync()\n', becomes: '' },
  "the sync of the file's folder": {
    file: 'session-log.ts',
    code: 'if (!this.#isEntrySynced) this.#disk.syncDirectory(dirname(this.#path))',
    becomes: '',
  },
  'the sync of the folders of a store that another process made': {
    file: 'node-disk.ts',
    code: 'settleDirectory(path, files)',
    becomes: 'files.makeDirectory(path)',
  },
  'the sync behind a repeated answer': {
    file: 'session-log.ts',
    code: 'else if (repeated.length > 0) this.#sync(file)',
    becomes: '',
  },
  'the checksum': {
    file: 'sealed-line.ts',
    code: 'return stated === crc32(line.subarray(0, body))',
    becomes: 'return true',
  },
  'the newline that fences a torn write': {
    file: 'fence.ts',
    code: "Buffer.concat([Buffer.from('\\n'), lines])",
    becomes: 'lines',
  },
  'the sync of a file before it replaces another': {
    file: 'write-file-atomic.ts',
    code: 'files.sync(fd)',
    becomes: '',
  },
  'the sync of a folder after a rename': {
    file: 'write-file-atomic.ts',
    code: 'syncDirectory(directory, files)',
    becomes: '',
  },
}

describe('without', () => {
  it.each(Object.entries(mutants))(
    '%s the simulated disk shows a fault',
    async (_name, mutant) => {
      const figures = await crashesOf(mutant)
      expect(figures.first).toBeDefined()
      expect(figures.states).toBeLessThan(states)
    },
    300_000,
  )

  it('the lock several writers get in one another’s way', async () => {
    const program = await bundleWriter({
      file: 'node-disk.ts',
      code: 'await untilLocked(() => naming(this.path, () => kernelLock.tryLock(this.fd)), this.path, this.#lockTimeoutMs)',
      becomes: 'void [untilLocked, naming, kernelLock]',
    })
    // Whether two meet is for the system to say: they are let loose until they did.
    for (;;) {
      const store = { type: 'file', directory: mkdtempSync(join(tmpdir(), 'storage-')) } as const
      const writers = ['a', 'b', 'c', 'd'].map((name) => {
        return startWriter(program, { store, sessionId: 'one', name, count: 200 })
      })
      const ends = await Promise.all(writers.map(({ ended }) => ended))
      const { faults } = await judge(store, 'one', writers)
      if (faults.length > 0 || ends.some((end) => end !== 0)) break
    }
  }, 300_000)
})
