import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memory } from '../../test/run-in-process.js'
import { createLogger, type LoggerOptions, silentLogger } from './create-logger.js'
import { rotatingFile } from './rotating-file.js'
import { levelOf, terminalSink } from './terminal-sink.js'

const folder = () => mkdtempSync(join(tmpdir(), 'log-'))
const unfiltered = (text: string) => text
const downFilter = (): string => {
  throw new Error('filter is down')
}
const secret = ['s3', 'cr3t'].join('')

async function logging(options: Partial<LoggerOptions> = {}) {
  const path = join(folder(), 'logs', 'demo.log')
  const log = await createLogger({
    app: 'demo',
    level: 'info',
    filter: unfiltered,
    sinks: [rotatingFile({ path })],
    ...options,
  })
  const lines = () =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
  return { log, path, lines }
}

describe('createLogger', () => {
  it('writes one JSON line for each entry, readable by the owner only', async () => {
    const { log, path, lines } = await logging()
    log.info('started', { port: 8000 })
    log.debug('not shown')
    log.error('broke', { err: new Error('why') })
    expect(lines()).toMatchObject([
      { level: 'info', app: 'demo', msg: 'started', port: 8000, time: expect.stringMatching(/^\d{4}-.*Z$/) },
      { level: 'error', msg: 'broke', err: { message: 'why' } },
    ])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
  })

  it('has a level for each module', async () => {
    const { log, lines } = await logging({ modules: { storage: 'debug', noisy: 'silent' } })
    log.module('storage').debug('opened')
    log.module('noisy').error('x')
    log.module('other').debug('x')
    expect(lines()).toMatchObject([{ module: 'storage', msg: 'opened', level: 'debug' }])
  })

  it('filters messages, facts, error stacks and module names', async () => {
    const { log, path } = await logging({ filter: (text) => text.replaceAll(secret, '‹secret›') })
    log.info(`token ${secret}`, { deep: [{ key: secret }], err: new Error(secret) })
    log.module(secret).info('x')
    const text = readFileSync(path, 'utf8')
    expect(text).not.toContain(secret)
    expect(text.match(/‹secret›/g)?.length).toBeGreaterThanOrEqual(5)
  })

  it.each([
    ['throws', downFilter],
    ['breaks the line', () => '"'],
  ])('withholds a line when the filter %s', async (_, filter) => {
    const { log, path, lines } = await logging({ filter })
    log.warn(`token ${secret}`)
    expect(readFileSync(path, 'utf8')).not.toContain(secret)
    expect(lines()).toMatchObject([{ level: 'warn', msg: 'a line was withheld: the filter could not check it' }])
  })

  it('sends each sink what its level asks for', async () => {
    const records: unknown[] = []
    const { log } = await logging({ sinks: [{ level: 'warn', write: (record) => records.push(record.msg) }] })
    log.info('a')
    log.warn('b')
    log.fatal('c')
    expect(records).toEqual(['b', 'c'])
  })

  it('speaks to people on a terminal, escapes made visible', async () => {
    const stderr = memory()
    const { log } = await logging({ sinks: [terminalSink(stderr.terminal, levelOf('verbose'))] })
    log.module('storage').warn('Redis is away\u001b[2J', { host: 'box', tries: 3 })
    expect(stderr.text()).toMatch(/^\d\d:\d\d:\d\d warn storage: Redis is away␛\[2J host=box tries=3\n$/)
  })

  it('can be silent', () => {
    expect(silentLogger.module('x')).toBe(silentLogger)
  })
})

describe('rotatingFile', () => {
  const write = (sink: ReturnType<typeof rotatingFile>, from: number, to: number) => {
    for (let n = from; n < to; n++) sink.write({}, JSON.stringify({ n, pad: 'x'.repeat(80) }))
  }
  const numbers = (path: string) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).n as number)

  it('keeps five files of the size given, the newest lines in them, none twice', () => {
    const path = join(folder(), 'demo.log')
    write(rotatingFile({ path, maxBytes: 1_000 }), 0, 200)
    const files = readdirSync(join(path, '..')).sort()
    expect(files).toEqual(['demo.log', 'demo.log.1', 'demo.log.2', 'demo.log.3', 'demo.log.4'])
    for (const file of files) expect(statSync(join(path, '..', file)).size).toBeLessThanOrEqual(1_000)
    const kept = files.flatMap((file) => numbers(join(path, '..', file))).sort((a, b) => a - b)
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => 200 - kept.length + at))
  })

  it('goes on in the new file when another process rotated, or somebody removed it', () => {
    const path = join(folder(), 'demo.log')
    const [one, other] = [rotatingFile({ path, maxBytes: 1_000 }), rotatingFile({ path, maxBytes: 1_000 })]
    write(one, 0, 5)
    write(other, 5, 30)
    write(one, 30, 31)
    expect(numbers(path).at(-1)).toBe(30)
    rmSync(path)
    write(one, 31, 32)
    expect(numbers(path)).toEqual([31])
  })

  it('takes a line longer than a file', () => {
    const path = join(folder(), 'demo.log')
    const sink = rotatingFile({ path, maxBytes: 100 })
    sink.write({}, 'x'.repeat(500))
    sink.write({}, 'y')
    expect(readFileSync(`${path}.1`, 'utf8')).toHaveLength(501)
    sink.close?.()
    sink.write({}, 'z')
    expect(readFileSync(path, 'utf8')).toBe('y\nz\n')
  })

  it('leaves the files of others alone after it could not be opened anew', () => {
    const path = join(folder(), 'demo.log')
    const failures: unknown[] = []
    const sink = rotatingFile({ path, onFailure: (error) => failures.push(error) })
    write(sink, 0, 1)
    rmSync(path)
    mkdirSync(path)
    write(sink, 1, 2)
    expect(failures).toMatchObject([{ code: 'EISDIR' }])

    // The system gives the number that the log had to the next file that is opened.
    const other = join(folder(), 'other')
    const stranger = openSync(other, 'w')
    write(sink, 2, 3)
    sink.close?.()
    writeSync(stranger, 'mine')
    closeSync(stranger)
    expect(readFileSync(other, 'utf8')).toBe('mine')

    rmSync(path, { recursive: true })
    write(sink, 3, 4)
    sink.close?.()
    expect(readFileSync(path, 'utf8')).toContain('3')
  })

  it('tells once when it can not write, and the work goes on', () => {
    const failures: unknown[] = []
    const sink = rotatingFile({ path: '/dev/null/demo.log', onFailure: (error) => failures.push(error) })
    write(sink, 0, 3)
    expect(failures).toHaveLength(1)
  })
})
