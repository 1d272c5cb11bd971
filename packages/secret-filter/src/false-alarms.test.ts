import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { createSecretFilter } from './create-secret-filter.js'

const root = join(import.meta.dirname, '../../..')
const filter = createSecretFilter()
/** Made-up passwords in tests and in examples of how to sign in are what the filter is for. */
const holdsExamples = /[/\\.](?:tests?|__tests__|spec|fixtures?|examples?|benchmarks?)[/\\.]|README|CHANGELOG|HISTORY/i
const isCode = /\.(?:[cm]?[jt]sx?|json|ya?ml|css|py|sh|md)$/

/** By its name alone: what is installed beside it makes no other sample. */
const isSampled = (name: string, oneIn: number) => crc32(name.replaceAll('\\', '/')) % oneIn === 0

/** Other people's code, as installed here. */
function ordinaryFiles(): readonly string[] {
  const store = join(root, 'node_modules/.pnpm')
  if (!existsSync(store)) return []
  return readdirSync(store)
    .filter((name) => isSampled(name, 5) && !name.includes('secretlint') && !name.startsWith('.'))
    .flatMap((name) => {
      const folder = join(store, name)
      if (!statSync(folder).isDirectory()) return []
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      return files
        .filter((file) => isCode.test(file) && !holdsExamples.test(file) && !file.includes('.min.'))
        .filter((file) => isSampled(file, 8))
        .map((file) => join(folder, file))
    })
}

test('leaves ordinary code and lock files alone', { timeout: 240_000 }, () => {
  let lines = 0
  const alarms: string[] = []
  for (const file of [...ordinaryFiles(), join(root, 'pnpm-lock.yaml')]) {
    const info = statSync(file)
    if (!info.isFile()) continue
    if (info.size > 300_000 && !file.endsWith('pnpm-lock.yaml')) continue
    const text = readFileSync(file, 'utf8')
    lines += text.split('\n').length
    const places = new Map(filter.explain(text).map(({ line, rule }) => [line, rule]))
    for (const [line, rule] of places) alarms.push(`${file}:${line} ${rule}`)
    if (lines > 75_000) break
  }
  const allowed = Math.max(1, Math.floor((8 * lines) / 75_000))
  expect(alarms.length, `${alarms.length} in ${lines} lines: ${alarms.join(', ')}`).toBeLessThanOrEqual(allowed)
})
