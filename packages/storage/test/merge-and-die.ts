import { writeSync } from 'node:fs'
import type { Backend } from '../src/backend.js'
import { mergeJournal } from '../src/fallback/merge-journal.js'
import { openFileJournal } from '../src/fallback/open-file-journal.js'
import { openBackend } from '../src/open-backend.js'
import type { BackendOptions } from '../src/open-storage.js'

/** What a merger is told, as JSON in its first argument. */
export interface MergeTask {
  readonly primary: BackendOptions
  readonly directory: string
  /** Kill -9 at this call to the primary: before it is made, or once it is answered. */
  readonly dieAt: number
  readonly answered: boolean
}

const { primary, directory, dieAt, answered } = JSON.parse(process.argv[2] ?? '') as MergeTask

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

/** The primary as it is, but for one call. */
function mortal(backend: Backend): Backend {
  let calls = 0
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return async (...args: unknown[]) => {
        calls += 1
        const isLast = calls === dieAt
        if (isLast && !answered) return die()
        const answer: unknown = await Reflect.apply(member, target, args)
        return isLast ? die() : answer
      }
    },
  })
}

const backend = await openBackend(primary)
const { report, failure } = await mergeJournal(openFileJournal({ directory }), mortal(backend), Date.now)
if (failure !== undefined) throw failure
writeSync(1, JSON.stringify(report))
await backend.close()
