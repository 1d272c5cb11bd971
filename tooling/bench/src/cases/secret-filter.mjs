import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import { build } from 'rolldown'
import { summarise } from '../measure.mjs'
import { inTemporaryFolder, root } from '../workspace.mjs'

const megabyte = 1024 * 1024

/** The filter beside secretlint's recommended preset, in turns within one process. @type {import('../report.mjs').Case} */
export const secretFilter = {
  name: 'Searching for secrets',
  floor: 'secretlint, 1 MB',
  targets: { 'secret-filter, 1 MB': 1 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const { createSecretFilter } = await bundled(folder, 'src/index.ts')
      const filter = createSecretFilter()
      const text = ordinaryText()
      const small = text.slice(0, 10 * 1024)
      return timeInTurns(
        new Map([
          ['secretlint, 1 MB', { times: 1, work: () => lint(text) }],
          ['secret-filter, 1 MB', { times: 1, work: () => filter.redactText(text) }],
          ['secretlint, 10 KB ×10', { times: 10, work: () => lint(small) }],
          ['secret-filter, 10 KB ×10', { times: 10, work: () => filter.redactText(small) }],
        ]),
        rounds,
      )
    }),
  note: () =>
    inTemporaryFolder(async (folder) => {
      const { createSecretFilter } = await bundled(folder, 'src/index.ts')
      const { heldOutCases } = await bundled(folder, 'test/held-out/cases.ts')
      const filter = createSecretFilter()
      // Secretlint keeps a record of each run, and reads all of it again: thousands would take minutes.
      const cases = heldOutCases().filter((_case, index) => index % 10 === 0)
      let ours = 0
      let theirs = 0
      for (const { text, secret } of cases) {
        if (!filter.redactText(text).text.includes(secret)) ours++
        const { messages } = await lint(text)
        const start = text.indexOf(secret)
        const end = start + secret.length
        if (messages.some(({ range: [from, to] }) => from < end && to > start)) theirs++
      }
      const share = (/** @type {number} */ count) => `${((count / cases.length) * 100).toFixed(1)} %`
      return `Of ${cases.length} made-up secrets in their places, secret-filter finds ${share(ours)}, secretlint ${share(theirs)}.`
    }),
}

/** Source, prose and a lock file of this repository. */
function ordinaryText() {
  const files = [...filesIn('packages/storage/src', '.ts'), ...filesIn('docs', '.md'), join(root, 'pnpm-lock.yaml')]
  let text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  while (text.length < megabyte) text += text
  return text.slice(0, megabyte)
}

/** @param {string} folder @param {string} end */
function filesIn(folder, end) {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith(end) && !name.includes('.test.')).map((name) => join(root, folder, name))
}

/** @param {string} text */
function lint(text) {
  return lintSource({
    source: { filePath: 'text.txt', content: text, contentType: 'text', ext: '.txt' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] },
    },
  })
}

/** @param {string} folder @param {string} entry of the package @returns {Promise<any>} */
async function bundled(folder, entry) {
  const name = entry.replace(/\W/g, '-')
  await build({
    cwd: join(root, 'packages/secret-filter'),
    input: { [name]: entry },
    platform: 'node',
    resolve: { conditionNames: ['@engawa/source', 'node', 'import', 'default'] },
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
    logLevel: 'silent',
  })
  return import(join(folder, `${name}.mjs`))
}

/**
 * @param {ReadonlyMap<string, { times: number, work: () => unknown }>} subjects
 * @param {number} rounds
 */
async function timeInTurns(subjects, rounds) {
  /** @type {Map<string, number[]>} */
  const samples = new Map([...subjects.keys()].map((name) => [name, []]))
  const warmup = 5
  for (let round = -warmup; round < rounds; round++) {
    for (const [name, { times, work }] of subjects) {
      const start = process.hrtime.bigint()
      for (let turn = 0; turn < times; turn++) await work()
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6
      if (round >= 0) samples.get(name)?.push(elapsed)
    }
  }
  return new Map([...samples].map(([name, times]) => [name, summarise(times)]))
}
